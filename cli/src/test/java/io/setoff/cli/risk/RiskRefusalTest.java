package io.setoff.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that are refused, and those that are large only. */
class RiskRefusalTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/holdings/1/quantity | 'NaN' | holdings[1].quantity must be a number",
        "/holdings/1/quantity | 1e31 | holdings[1].quantity must be a number between -1e30 and"
            + " 1e30, is 1.0E31",
        "/holdings/1/quantity | '1e999999999' | holdings[1].quantity must be a number between -1e30"
            + " and 1e30, is Infinity",
        "/holdings/1/quantity | 1e30 | accounts[eip155:10/perp:v2#main].liquidation.maintenance"
            + " must be a number between -1e30 and 1e30",
        "/holdings/4/quantity | 1e30 | answer.margin.totals.gross.total must be a number between"
            + " -1e30 and 1e30",
        "/holdings/1/id | 'aave' | holdings[1].id must be unique",
        "/holdings/1/id | '' | holdings[1].id must not be empty",
        "/holdings/5/instrument/volatility | -0.1 |"
            + " holdings[5].instrument.volatility must not be negative, is -0.1",
        "/holdings/5/instrument/strike | -1 | holdings[5].instrument.strike must not be negative,"
            + " is -1.0",
        "/holdings/5/instrument/expiry | '2026-01-31T08:00:00Z' | holdings[5].instrument.expiry"
            + " must be after as_of 2026-01-31T08:00:00Z",
        "/holdings/5/instrument/expiry | 'soon' | holdings[5].instrument.expiry must be a time as"
            + " 2026-01-31T08:00:00Z, is \"soon\"",
        "/holdings/5/instrument/kind | 'both' | holdings[5].instrument.kind must be"
            + " one of call, put, is \"both\"",
        "/holdings/5/instrument/type | 'warrant' | holdings[5].instrument.type must be one of cash,"
            + " spot, perpetual, future, option, range, lending, is \"warrant\"",
        "/holdings/5/instrument/barrier | 1 | holdings[5].instrument.barrier is not known",
        "/holdings/1/venue | 'nowhere' | holdings[1].venue must be a venue as"
            + " eip155:1/aave-v3:core, is \"nowhere\"",
        "/candidates/0/venue | 'nowhere' | candidates[0].venue must be a venue as",
        "/accounts/0/venue | 'nowhere' | accounts[0].venue must be a venue as",
        "/netting/floors | {'nowhere':0.5} | netting.floors[nowhere] must be a venue as",
        "/netting/recognitions/0/between | ['nowhere','elsewhere'] |"
            + " netting.recognitions[0].between[0] must be a venue as",
        "/holdings/1/id | 'a\\nb' | holdings[1].id must have characters that can be seen, is"
            + " \"a\\u000ab\"",
        "/holdings/3/instrument/token1 | 'crypto:ETH' | holdings[3].instrument.token1 must not be"
            + " token0, is crypto:ETH",
        "/holdings/3/instrument/upper | 100 | holdings[3].instrument.upper must be above lower",
        "/holdings/0/instrument/reserves/0/owed | -1 |"
            + " holdings[0].instrument.reserves[0].owed must not be negative",
        "/market/underlyings/crypto:ETH/spot | 0 | market.underlyings[crypto:ETH].spot must be"
            + " greater than 0, is 0.0",
        "/market/underlyings/crypto:ETH/volatilities | {'type':'flat','volatility':-1} |"
            + " market.underlyings[crypto:ETH].volatilities.volatility must not be negative",
        "/market/underlyings/crypto:ETH/volatilities |"
            + " {'type':'svi','expiries':{'2026-03-27T08:00:00Z':{'a':-1,'b':0.1,'rho':0,'m':0,'sigma':0.1}}}"
            + " | market.underlyings[crypto:ETH].volatilities.expiries[2026-03-27T08:00:00Z] must"
            + " have a total variance above 0",
        "/market/underlyings/ETH | {'spot':1} | market.underlyings[ETH] must be an underlying as"
            + " crypto:ETH",
        "/history | {} | history must have either closes or csv",
        "/history/csv | 'none.csv' | history.csv must be a UTF-8 file that can be read, is"
            + " none.csv",
        "/history | {'closes':{}} | history.closes must have at least one underlying",
        "/history | {'closes':{'crypto:ETH':{}}} | history.closes[crypto:ETH].closes must have at"
            + " least one close",
        "/netting/recognitions/0/theta | 2 | netting.recognitions[0].theta must be between 0.0 and"
            + " 1.0, is 2.0",
        "/netting/recognitions/0/between | ['lending','eip155:10/perp:v2'] |"
            + " netting.recognitions[0].between must name two sets or two venues",
        "/netting/recognitions/0/between | ['lending','lending'] |"
            + " netting.recognitions[0].between must name two different ones",
        "/netting/recognitions/0/first | 'lending' | netting.recognitions[0].first is not known;"
            + " known are between, theta",
        "/accounts/0/age | '-PT1M' | accounts[0].age must not be negative",
        "/correlations | [{'between':['crypto:ETH','crypto:BTC'],'correlation':1.5}] |"
            + " correlations[0].correlation must be between -1.0 and 1.0, is 1.5",
        "/parameters/setoff-portfolio/offset | {'shrinkage':2} |"
            + " parameters[setoff-portfolio].offset.shrinkage must be between 0.0 and 1.0, is 2.0",
        "/parameters/setoff-portfolio/offsets | {} | parameters[setoff-portfolio].offsets is not"
            + " known",
        "/parameters/mine | {} | parameters[mine] is not known; known are deribit-like,"
            + " derive-pmrm2, derive-srm, paradex, setoff-portfolio, setoff-simulation",
        "/model | 'span' | model must be one of setoff-portfolio, deribit-like, derive-pmrm2,"
            + " derive-srm, paradex, is span",
        "/model | 'paradex' | holdings[4].instrument is not recognised by paradex: Spot of btc",
        "/candidates/0/largest | 0 | candidates[0].largest must be greater than 0, is 0.0",
        "/as_of | '2026-02-30T00:00:00Z' | as_of must be a time"
      })
  void aRefusalNamesTheFieldOfTheDocumentAndTheRule(String pointer, String value, String line) {
    ObjectNode document = Edits.set(Edits.example(Edits.BOOK), pointer, value);
    CommandRun refused = Edits.run(folder, document, "margin");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("setoff: " + line);
    assertThat(refused.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "var   | history   | history must be given",
        "hedge | objective | objective must be given",
        "hedge | candidates | candidates must have at least one"
      })
  void whatACommandNeedsMustBeGiven(String command, String field, String line) {
    ObjectNode document = Edits.example(Edits.BOOK);
    document.remove(field);
    assertThat(Edits.run(folder, document, command).err()).isEqualTo("setoff: " + line + "\n");
  }

  /** The contract has one for both: the document may not state two. */
  @Test
  void aCallAndAPutOfOneStrikeHaveOneVolatilityInTheStandardModel() {
    ObjectNode document = Edits.example(Edits.BOOK);
    document.put("model", "derive-srm");
    ArrayNode holdings = document.putArray("holdings");
    addOption(holdings, "call", 0.6);
    addOption(holdings, "put", 0.6);
    assertThat(Edits.run(folder, document, "margin").code()).isZero();
    holdings.remove(1);
    addOption(holdings, "put", 0.7);
    CommandRun refused = Edits.run(folder, document, "margin");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .isEqualTo(
            "setoff: holdings[1].instrument.volatility must be that of all options of its expiry"
                + " and strike, is 0.7, and 0.6 in holdings[0].instrument\n");
  }

  private static void addOption(ArrayNode holdings, String type, double volatility) {
    holdings
        .addObject()
        .put("id", type)
        .put("venue", "eip155:957/derive:v2")
        .put("quantity", -1)
        .putObject("instrument")
        .put("type", "option")
        .put("underlying", "crypto:ETH")
        .put("expiry", "2026-03-27T08:00:00Z")
        .put("strike", 3000)
        .put("option_type", type)
        .put("volatility", volatility);
  }

  @Test
  void moreInstrumentsThanMemoryHoldsGainsOfAreRefused() {
    ObjectNode document = Edits.example(Edits.BOOK);
    ArrayNode holdings = document.putArray("holdings");
    for (int i = 0; i < 6_000; i++) {
      holdings
          .addObject()
          .put("id", "p" + i)
          .put("venue", "eip155:957/derive:v2")
          .put("quantity", 1)
          .putObject("instrument")
          .put("type", "option")
          .put("underlying_id", "crypto:ETH")
          .put("expiry", "2026-03-27T08:00:00Z")
          .put("strike", 1000 + i)
          .put("kind", "call");
    }
    // 60,000,000 gains over 316 past days, 286 with a forecast, and 10,000 paths; the two
    // candidates count.
    assertThat(Edits.run(folder, document, "margin").err())
        .isEqualTo(
            "setoff: holdings must be of at most 5659 different instruments with 10602 simulated"
                + " scenarios, are of 6002\n");
  }

  @Test
  void tablesAreNoWayRoundTheLimitsOfAnAnswer() throws IOException {
    ObjectNode document = Edits.example("call-spread.json");
    Edits.set(document, "/holdings/0/quantity", "1e30");
    Path file = Files.writeString(folder.resolve("large.json"), document.toString());
    CommandRun refused = CommandRun.of("risk", "margin", "--in", file.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .startsWith("setoff: answer.initial must be a number between -1e30 and 1e30");
  }

  @Test
  void aHundredThousandPositionsAreNoReasonToFail() {
    ObjectNode document = Edits.example(Edits.OPTIONS);
    ArrayNode holdings = document.putArray("holdings");
    for (int i = 0; i < 100_000; i++) {
      holdings
          .addObject()
          .put("id", "p" + i)
          .put("venue", "eip155:957/derive:v2")
          .put("quantity", i % 2 == 0 ? 1 : -1)
          .putObject("instrument")
          .put("type", "option")
          .put("underlying_id", "crypto:ETH")
          .put("expiry", "2026-03-27T08:00:00Z")
          .put("strike", 1000 + 25 * (i % 97))
          .put("kind", i % 3 == 0 ? "call" : "put");
    }
    JsonNode answer = Edits.run(folder, document, "margin").json();
    assertThat(answer.at("/sets/0/margin/attribution")).hasSize(100_000);
    double sum =
        StreamSupport.stream(answer.at("/sets/0/margin/attribution").spliterator(), false)
            .mapToDouble(share -> share.path("initial").doubleValue())
            .sum();
    double initial = answer.path("initial").doubleValue();
    assertThat(sum).isCloseTo(initial, withinPercentage(1e-6));
  }
}
