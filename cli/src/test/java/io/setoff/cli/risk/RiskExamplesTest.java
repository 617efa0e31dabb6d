package io.setoff.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.cli.CommandRun;
import io.setoff.cli.Docs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in the documentation, as they are. */
class RiskExamplesTest {

  private static CommandRun run(String example, String... command) {
    List<String> arguments = new ArrayList<>(List.of("risk"));
    arguments.addAll(List.of(command));
    arguments.addAll(List.of("--in", Docs.example(example).toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {Edits.BOOK, Edits.OPTIONS, "call-spread.json", "hedge.json"})
  void theDocumentsKeepTheirSchema(String name) {
    Docs.assertKeeps("book", Edits.example(name));
  }

  @ParameterizedTest
  @CsvSource({
    "book.json, margin, setoff-portfolio, risk-margin-answer",
    "hedge.json, margin, setoff-portfolio, risk-margin-answer",
    "options.json, margin, setoff-portfolio, risk-margin-answer",
    "options.json, margin, derive-pmrm2, risk-venue-margin-answer",
    "options.json, margin, derive-srm, risk-venue-margin-answer",
    "call-spread.json, margin, derive-pmrm2, risk-venue-margin-answer",
    "options.json, margin, paradex, risk-venue-margin-answer",
    "options.json, margin, deribit-like, risk-venue-margin-answer",
    "book.json, var, historical, risk-var-answer",
    "book.json, var, all, risk-var-answer",
    "book.json, stress, setoff-stress, risk-stress-answer",
    "options.json, stress, setoff-stress, risk-stress-answer",
    "book.json, hedge, setoff-portfolio, risk-hedge-answer"
  })
  void answersKeepTheirSchemas(String example, String command, String model, String schema) {
    CommandRun run = run(example, command, "--model", model, "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    Docs.assertKeeps(schema, run.json());
    assertThat(run(example, command, "--model", model, "--json").out()).isEqualTo(run.out());
  }

  @Test
  void theBatchHasAnAnswerForEachLine() {
    List<String> lines = Docs.read(Docs.example("books.jsonl")).lines().toList();
    List<JsonNode> answers =
        run("books.jsonl", "margin").out().lines().map(CommandRun::json).toList();
    assertThat(answers).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      Docs.assertKeeps("book", CommandRun.json(lines.get(i)));
      Docs.assertKeeps("risk-venue-margin-answer", answers.get(i));
    }
    assertThat(answers)
        .extracting(answer -> answer.path("model").textValue())
        .containsExactly("derive-pmrm2", "paradex", "derive-pmrm2");
  }

  @Test
  void marginOfTheBook() {
    JsonNode answer = run(Edits.BOOK, "margin", "--json").json();
    assertThat(answer.path("model").textValue()).isEqualTo("desk-portfolio");
    assertThat(answer.at("/margin/complete").booleanValue()).isTrue();
    // Half a bitcoin at 80,000, down 18 %: the grid's largest move that is not damped.
    assertThat(answer.at("/margin/worst/0/loss").doubleValue()).isCloseTo(7_200, within(1e-9));
    // What accounts are told covers what is required when hedges count as far as recognised.
    assertThat(answer.at("/margin/allocation/allocated").bigIntegerValue())
        .isGreaterThanOrEqualTo(answer.at("/margin/allocation/recognised").bigIntegerValue());
  }

  /** The figures of the README. */
  @Test
  void theFirstExampleShowsWhatNettingSaves() {
    JsonNode hedge = run("hedge.json", "margin", "--json").json().at("/margin/totals");
    assertThat(hedge.at("/gross/total").doubleValue()).isCloseTo(19_724, within(0.5));
    assertThat(hedge.at("/per_set/total").doubleValue()).isCloseTo(2_126, within(0.5));
    // Prices part: 9 ETH of 3,000 at 0.2 % and 1 %. Gains at the perpetual's venue are an hour
    // late.
    assertThat(hedge.at("/per_set/parts/basis").doubleValue()).isCloseTo(324, within(1e-9));
    assertThat(hedge.at("/per_set/parts/delay").doubleValue())
        .isCloseTo(27_000 * 0.04 * 2.33 * Math.sqrt(1 / 24.0), within(1e-6));
    JsonNode book = run(Edits.BOOK, "margin", "--json").json().path("margin");
    assertThat(book.at("/totals/accounts/total").doubleValue()).isCloseTo(188_216, within(0.5));
    assertThat(book.at("/totals/all/total").doubleValue()).isCloseTo(25_327, within(0.5));
    assertThat(book.at("/allocation/allocated").textValue()).startsWith("117273");
  }

  @Test
  void theWorstOfTheListedScenariosIsTheWorst() {
    JsonNode answer = run(Edits.BOOK, "margin", "--json").json();
    assertThat(answer.path("scenarios")).hasSize(2);
    for (JsonNode own : answer.path("scenarios")) {
      double least = 0;
      for (JsonNode scenario : own.path("scenarios")) {
        least = Math.min(least, scenario.path("gain").doubleValue());
      }
      double loss = -least;
      assertThat(answer.at("/margin/worst"))
          .filteredOn(worst -> worst.path("underlying").equals(own.path("underlying")))
          .singleElement()
          .satisfies(
              worst -> assertThat(worst.path("loss").doubleValue()).isCloseTo(loss, within(1e-6)));
    }
  }

  @Test
  void marginOfTheOptionsNamesItsOwnParameters() {
    JsonNode answer = run(Edits.OPTIONS, "margin", "--json").json();
    assertThat(answer.path("model").textValue()).isEqualTo("derive-pmrm2-strict");
    JsonNode own = answer.at("/sets/0/margin/underlyings/0");
    // 11.5 perpetuals at 2,500.60 in the index of 2,500: 3 % of notional at spot for maintenance.
    assertThat(own.at("/parts/2/maintenance").doubleValue()).isCloseTo(862.5, within(1e-9));
    assertThat(own.path("scenarios")).hasSizeGreaterThan(30);
  }

  @Test
  void theHedgeTakesTheRiskAway() {
    JsonNode answer = run(Edits.BOOK, "hedge", "--json").json();
    assertThat(answer.at("/after/daily_deviation").doubleValue())
        .isLessThan(answer.at("/before/daily_deviation").doubleValue() / 10);
    assertThat(answer.at("/trades/0/id").textValue()).isEqualTo("sell-eth-perp");
    assertThat(answer.at("/trades/0/quantity").doubleValue()).isNegative();
  }

  @Test
  void theWorstStressIsTheOneWithTheLeastGain() {
    JsonNode answer = run(Edits.BOOK, "stress", "--json").json();
    JsonNode worst = null;
    for (JsonNode scenario : answer.path("scenarios")) {
      if (worst == null || scenario.path("gain").doubleValue() < worst.path("gain").doubleValue()) {
        worst = scenario;
      }
      double sum = 0;
      for (JsonNode gain : scenario.path("by_holding")) {
        sum += gain.doubleValue();
      }
      assertThat(scenario.path("gain").doubleValue()).isCloseTo(sum, within(1e-6));
    }
    assertThat(answer.path("worst")).isEqualTo(worst == null ? null : worst.path("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "book.json    | margin | first liquidation: eip155:10/perp:v2#main when crypto:ETH moves"
            + " by",
        "options.json | margin | scenario, worst",
        "book.json    | var    | delta-normal",
        "book.json    | stress | venue-gone-up/eip155:1/aave:v3",
        "book.json    | hedge  | sell-eth-perp"
      })
  void tablesAreForPeople(String example, String command, String text) {
    CommandRun run = run(example, command);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains(text, "inputs ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"margin", "var", "stress", "hedge", "plot", "parameters"})
  void helpTeaches(String command) {
    assertThat(CommandRun.of("risk", command, "--help").out())
        .contains("Usage: setoff risk " + command, "--model", "Example");
  }
}
