package io.setoff.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.CommandRun;
import io.setoff.cli.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a document reaches the calculation, and what is refused. */
class RiskDocumentTest {
  @TempDir private Path folder = Path.of("");

  private JsonNode answer(JsonNode document, String... command) {
    CommandRun run = Edits.run(folder, document, command);
    assertThat(run.err()).isEmpty();
    return run.json();
  }

  @ParameterizedTest
  @CsvSource({"margin, book.json", "margin, options.json", "var, book.json", "stress, book.json"})
  void theOrderOfHoldingsDoesNotMatter(String command, String example) {
    ObjectNode document = Edits.example(example);
    ObjectNode reversed = document.deepCopy();
    ArrayNode holdings = (ArrayNode) reversed.path("holdings");
    List<JsonNode> list = new ArrayList<>();
    holdings.forEach(list::add);
    Collections.reverse(list);
    holdings.removeAll().addAll(list);
    assertThat(answer(reversed, command)).isEqualTo(answer(document, command));
  }

  @Test
  void anOptionHasItsOwnVolatilityOrThatOfTheSurface() {
    ObjectNode own = Edits.example(Edits.OPTIONS);
    Edits.set(
        own, "/market/underlyings/crypto:ETH/volatilities", "{'type':'flat','volatility':0.7}");
    ObjectNode quoted = own.deepCopy();
    for (JsonNode holding : quoted.path("holdings")) {
      if (holding.at("/instrument/type").textValue().equals("option")) {
        ((ObjectNode) holding.path("instrument")).put("volatility", 0.7);
      }
    }
    ((ObjectNode) own.at("/holdings/1/instrument")).remove("volatility");
    JsonNode fromSurface = answer(own, "margin");
    assertThat(answer(quoted, "margin").at("/initial")).isEqualTo(fromSurface.at("/initial"));
    ((ObjectNode) quoted.at("/market/underlyings/crypto:ETH")).remove("volatilities");
    assertThat(answer(quoted, "margin").at("/initial")).isEqualTo(fromSurface.at("/initial"));
  }

  @Test
  void aMissingVolatilityIsFlaggedAndNeverLowersTheMargin() {
    ObjectNode document = Edits.example(Edits.OPTIONS);
    JsonNode known = answer(document, "margin");
    ((ObjectNode) document.at("/market/underlyings/crypto:ETH")).remove("volatilities");
    JsonNode unknown = answer(document, "margin");
    assertThat(unknown.at("/sets/0/margin/flags"))
        .extracting(flag -> flag.path("kind").textValue())
        .contains("volatility_missing");
    assertThat(unknown.path("initial").doubleValue())
        .isGreaterThan(known.path("initial").doubleValue());
  }

  @Test
  void scenariosCanBeReplacedInFull() {
    ObjectNode document = Edits.example(Edits.OPTIONS);
    Edits.set(
        document,
        "/parameters/derive-pmrm2",
        "{'scenarios':[{'id':'crash','spot_factor':0.5,'volatility':'up','damping':0.9},"
            + "{'id':'skew','spot_factor':1,'volatility':'skew_linear','damping':1}]}");
    JsonNode answer = answer(document, "margin");
    assertThat(answer.path("model").textValue()).isEqualTo("derive-pmrm2+changed");
    assertThat(answer.at("/sets/0/margin/underlyings/0/scenarios"))
        .extracting(scenario -> scenario.path("id").textValue())
        .startsWith("crash", "skew");
  }

  @Test
  void aPublishedSetThatIsWrittenOutChangesNothing() {
    ObjectNode document = Edits.example(Edits.OPTIONS);
    document.remove("parameters");
    for (String set : List.of("derive-pmrm2", "derive-srm", "paradex", "deribit-like")) {
      JsonNode published = answer(document, "margin", "--model", set);
      ObjectNode written = document.deepCopy();
      String all = CommandRun.of("risk", "parameters", "--model", set).out();
      written.putObject("parameters").set(set, CommandRun.json(all));
      assertThat(answer(written, "margin", "--model", set)).isEqualTo(published);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"setoff-portfolio", "setoff-simulation"})
  void thePortfoliosSetsCanBeWrittenOutToo(String set) {
    ObjectNode document = Edits.example(Edits.BOOK);
    document.remove("parameters");
    ObjectNode written = document.deepCopy();
    String all = CommandRun.of("risk", "parameters", "--model", set).out();
    written.putObject("parameters").set(set, CommandRun.json(all));
    assertThat(answer(written, "margin")).isEqualTo(answer(document, "margin"));
    assertThat(answer(written, "var")).isEqualTo(answer(document, "var"));
  }

  @Test
  void everyMarginAccountStandsAloneUntilTheDocumentSaysOtherwise() {
    ObjectNode document = Edits.example(Edits.OPTIONS);
    Edits.set(document, "/holdings/3/margin_account", "'8'");
    JsonNode apart = answer(document, "margin");
    assertThat(apart.path("sets"))
        .extracting(set -> set.path("set").textValue())
        .containsExactly("eip155:957/derive:v2#7", "eip155:957/derive:v2#8");
    Edits.set(document, "/netting", "{'sets':[{'id':'desk','venues':['eip155:957/derive:v2']}]}");
    JsonNode together = answer(document, "margin");
    assertThat(together.at("/sets/0/set").textValue()).isEqualTo("desk");
    assertThat(together.path("initial").doubleValue())
        .isLessThan(apart.path("initial").doubleValue());
  }

  @Test
  void aHistoryInTheDocumentIsAsGoodAsAFile() {
    ObjectNode file = Edits.example(Edits.BOOK);
    ObjectNode inline = file.deepCopy();
    ObjectNode closes = inline.putObject("history").put("source", "made up").putObject("closes");
    JsonNode before = answer(file, "var");
    try {
      for (String line : Files.readAllLines(folder.resolve("closes.csv"))) {
        String[] cells = line.split(",", -1);
        if (!cells[0].equals("date")) {
          closes.withObject("/" + cells[1]).put(cells[0], cells[2]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(answer(inline, "var")).isEqualTo(before);
  }

  @Test
  void aStressLibraryOfOnesOwn() throws IOException {
    Files.writeString(
        folder.resolve("mine.csv"),
        """
        scenario,field,value,source
        library,id,mine,
        library,version,3,
        halving,title,Ether halves,
        halving,spot:crypto:ETH,0.5,definition
        """);
    ObjectNode document = Edits.set(Edits.example(Edits.OPTIONS), "/stress", "{'csv':'mine.csv'}");
    JsonNode answer = answer(document, "stress");
    assertThat(answer.path("library").textValue()).isEqualTo("mine/3");
    // 11.5 perpetuals sold at a mark of 2,500.60 gain half of it each.
    assertThat(answer.at("/scenarios/0/by_holding/delta-hedge").doubleValue())
        .isEqualTo(11.5 * 2500.6 / 2);
    assertThat(Edits.run(folder, document, "stress", "--model", "setoff-stress").err())
        .isEqualTo("setoff: model must be one of mine, is setoff-stress\n");
  }

  /** The call is the forward: 20 of 2,512.40, discounted; nothing moves the put. */
  @ParameterizedTest
  @ValueSource(strings = {"call", "put"})
  void aStrikeOf0IsALimitAndNoError(String type) {
    ObjectNode document = Edits.example(Edits.BOOK);
    Edits.set(document, "/holdings/5/instrument/strike", "0");
    Edits.set(document, "/holdings/5/instrument/kind", "'" + type + "'");
    JsonNode shares = answer(document, "stress").at("/scenarios/0/by_holding");
    if (type.equals("put")) {
      assertThat(shares.path("eth-put").doubleValue()).isCloseTo(0, within(1e-300));
    } else {
      // 2020-03-12: spot x 0.5787.
      assertThat(shares.path("eth-put").doubleValue())
          .isCloseTo(-0.4213 * 20 * 2512.4, withinPercentage(1));
    }
  }

  @Test
  void anEmptyBookRequiresNothingAndSaysOfWhat() {
    ObjectNode document = Edits.example(Edits.OPTIONS);
    document.putArray("holdings");
    JsonNode answer = answer(document, "margin");
    assertThat(answer.path("initial").doubleValue()).isZero();
    assertThat(answer.at("/stamp/parameter_set").textValue()).isEqualTo("derive-pmrm2-strict/1");
    assertThat(answer.at("/stamp/input_hash").textValue()).hasSize(64);
  }

  @Test
  void whatIsNotKnownOfAMarketIsAGapAndNotZero() {
    ObjectNode document = Edits.example(Edits.BOOK);
    Edits.set(
        document,
        "/holdings/-",
        "{'id':'sol','venue':'eip155:1/wallet:erc20','instrument':{'type':'spot','underlying':'crypto:SOL'},'quantity':5}");
    JsonNode answer = answer(document, "margin");
    assertThat(answer.at("/margin/complete").booleanValue()).isFalse();
    assertThat(answer.at("/margin/gaps").toString())
        .contains("{\"kind\":\"unpriced\",\"subject\":\"sol\"}");
    assertThat(Edits.run(folder, document, "stress").err())
        .isEqualTo("setoff: market has no price of crypto:SOL\n");
  }

  @Test
  void aBatchOfBooksHasAnAnswerForEach() throws IOException {
    JsonNode good = Edits.example(Edits.OPTIONS);
    Path file =
        Files.writeString(folder.resolve("books.jsonl"), good + "\n{\"as_of\":1}\n" + good + "\n");
    CommandRun run = CommandRun.of("risk", "margin", "--in", file.toString());
    assertThat(run.code()).isEqualTo(2);
    List<JsonNode> answers = run.out().lines().map(CommandRun::json).toList();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(2)).isEqualTo(answers.get(0));
    assertThat(answers.get(1).toString())
        .isEqualTo("{\"error\":{\"line\":2,\"field\":\"as_of\",\"rule\":\"must be a text\"}}");
    Docs.assertKeeps("refused-line", answers.get(1));
  }
}
