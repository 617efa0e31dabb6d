package io.setoff.gateway.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.v1.SimulateRequest;
import io.setoff.v1.SuggestHedgeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadBodyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                     | body: is no JSON object",
        "[]                                     | body: is no JSON object",
        "{\"account\":                          | body: is no JSON: Unexpected end-of-input",
        "{\"acount\": \"0x1\"}                  | acount: is not known; known are account,"
            + " finality",
        "{\"account\": {}}                      | account: must be a text",
        "{\"finality\": \"SOON\"}               | finality: must be one of FINALITY_UNSPECIFIED,",
        "{\"changes\": {}}                      | changes: must be a list",
        "{\"changes\": [{\"remove\": \"a\"}, 7]} | changes[1]: must be an object, a"
            + " HypotheticalChange",
        "{\"changes\": [{\"add\": {\"venue\": 1, \"size\": \"1\"}}]} | changes[0].add.size: is not"
            + " known",
        "{\"changes\": [{\"add\": {\"instrument\": {\"option\": {\"expiry\": \"soon\"}}}}]} |"
            + " changes[0].add.instrument.option.expiry: must be a time as"
      })
  void theFieldThatCannotBeReadIsNamed(String body, String refusal) {
    assertThatThrownBy(() -> Json.parse(body, SimulateRequest.newBuilder()))
        .hasMessageStartingWith(refusal);
  }

  @Test
  void numbersAreNamedToo() {
    assertThatThrownBy(() -> Json.parse("{\"max_trades\": -1}", SuggestHedgeRequest.newBuilder()))
        .hasMessage("max_trades: must be a whole number, at least 0");
  }
}
