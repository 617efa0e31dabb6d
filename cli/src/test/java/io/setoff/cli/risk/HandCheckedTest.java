package io.setoff.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.CommandRun;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books so small that a person can calculate what is required of them. */
class HandCheckedTest {
  private static final double CENT = 0.01;

  @TempDir private Path folder = Path.of("");

  private JsonNode answer(ObjectNode document, String... command) {
    CommandRun run = Edits.run(folder, document, command);
    assertThat(run.err()).isEmpty();
    return run.json();
  }

  private static ObjectNode book(String instrument, double quantity, String market) {
    return (ObjectNode)
        CommandRun.json(
            """
            {"as_of": "2026-01-31T08:00:00Z",
             "holdings": [{"id": "it", "venue": "eip155:1/v:main", "instrument": %s, "quantity": %s}],
             "market": {"underlyings": {"crypto:ETH": %s}}}
            """
                .formatted(instrument, quantity, market));
  }

  /**
   * 10 perpetuals at 2,000: 20,000 USD.
   *
   * <ul>
   *   <li>derive-pmrm2: spot -18 % loses 3,600; size 3 % + 1 %: initial 3,600 + 800; maintenance
   *       0.8 x 3,600 + 600. The damped tails lose less: 66 % x 0.21 and 33 % x 0.42 are 13.86 %.
   *   <li>derive-srm: 10 % and 6.5 % of 20,000.
   *   <li>paradex: spot -16 % loses 3,200; fees 0.03 % x 1.5 of 20,000; maintenance half of the
   *       scenario and all fees.
   *   <li>deribit-like: (3,200 + 2.50) x 1.25 less; maintenance 0.8 of initial.
   * </ul>
   */
  @ParameterizedTest
  @CsvSource({
    "derive-pmrm2, 4400, 3480",
    "derive-srm, 2000, 1300",
    "paradex, 3209, 1609",
    "deribit-like, 4002.50, 3202"
  })
  void tenPerpetuals(String model, double initial, double maintenance) {
    ObjectNode book =
        book("{\"type\": \"perpetual\", \"underlying\": \"crypto:ETH\"}", 10, "{\"spot\": 2000}");
    JsonNode answer = answer(book, "margin", "--model", model);
    assertThat(answer.path("initial").doubleValue()).isCloseTo(initial, within(1e-9));
    assertThat(answer.path("maintenance").doubleValue()).isCloseTo(maintenance, within(1e-9));
  }

  /**
   * One ether at 1,000. The grid's worst is -18 %: 180. The worst stress is 2020-03-12, spot x
   * 0.5787: 421.30, 241.30 more. Liquidity: half of a spread of 0.2 %, and 4 % x sqrt(1 /
   * 1,000,000) of 1,000: 1 + 0.04.
   */
  @Test
  void oneEtherInThePortfolioModel() {
    ObjectNode book =
        book(
            "{\"type\": \"spot\", \"underlying\": \"crypto:ETH\"}",
            1,
            """
            {"spot": 1000, "daily_volatility": 0.04, "daily_volume": 1000000, "half_spread": 0.001}
            """);
    JsonNode net = answer(book, "margin").at("/margin/totals/all");
    assertThat(net.at("/parts/scenario").doubleValue()).isCloseTo(180, within(1e-9));
    assertThat(net.at("/parts/stress").doubleValue()).isCloseTo(241.30, within(CENT));
    assertThat(net.at("/parts/liquidity").doubleValue()).isCloseTo(1.04, within(1e-9));
    assertThat(net.path("total").doubleValue()).isCloseTo(422.34, within(CENT));
  }

  /**
   * Closes of 1,000 and 1,010 in turn: a day's return is +1 % or -10/1,010, and half of the days
   * lose. Every loss of the tail is 1,000 x 10/1,010.
   */
  @Test
  void aPastOfTwoPricesHasOneLoss() {
    ObjectNode book =
        book("{\"type\": \"spot\", \"underlying\": \"crypto:ETH\"}", 1, "{\"spot\": 1000}");
    ObjectNode closes = book.putObject("history").putObject("closes").putObject("crypto:ETH");
    LocalDate first = LocalDate.parse("2025-05-01");
    for (int day = 0; day < 275; day++) {
      closes.put(first.plusDays(day).toString(), day % 2 == 0 ? 1000 : 1010);
    }
    JsonNode risk = answer(book, "var", "--model", "historical").at("/methods/0");
    assertThat(risk.path("value_at_risk").doubleValue()).isCloseTo(10_000 / 1_010.0, within(1e-9));
    assertThat(risk.path("expected_shortfall").doubleValue())
        .isCloseTo(10_000 / 1_010.0, within(1e-9));
    assertThat(risk.path("scenarios")).hasSize(274);
  }

  /** A call that is worth its intrinsic value, sold: nothing down, 13.5 % of 1,000 up. */
  @Test
  void aCallWithoutVolatilityIsWorthWhatItPays() {
    ObjectNode book =
        book(
            """
            {"type": "option", "underlying_id": "crypto:ETH", "expiry": "2026-03-27T08:00:00Z",
             "strike": 1000, "kind": "call", "volatility": 0}
            """,
            -1,
            "{\"spot\": 1000, \"forwards\": {\"2026-03-27T08:00:00Z\": 1000}}");
    JsonNode scenarios = answer(book, "margin").at("/scenarios/0/scenarios");
    assertThat(scenarios)
        .filteredOn(scenario -> scenario.path("id").textValue().equals("spot+13.5%"))
        .singleElement()
        .satisfies(up -> assertThat(up.path("gain").doubleValue()).isCloseTo(-135, within(1e-9)));
    assertThat(scenarios)
        .filteredOn(scenario -> scenario.path("id").textValue().equals("spot-13.5%"))
        .singleElement()
        .satisfies(down -> assertThat(down.path("gain").doubleValue()).isZero());
  }
}
