package io.setoff.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.HedgeObjective;
import io.setoff.v1.SignEpochRequest;
import io.setoff.v1.SimulateRequest;
import io.setoff.v1.StressRequest;
import io.setoff.v1.SuggestHedgeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyNumbersTest {
  private static RequestException refused(String body, Message.Builder into) {
    return catchThrowableOfType(RequestException.class, () -> Json.parse(body, into));
  }

  /** Written out, each has 300 million digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_trades\":1e300000000}|max_trades",
        "{\"maxTrades\":\"1e300000000\"}|maxTrades",
        "{\"max_trades\":-1E-300000000}|max_trades",
        "{\"objective\":1e300000000}|objective",
      })
  void aNumberThatIsTooLongIsRefusedByItsField(String body, String field) {
    RequestException refused = refused(body, SuggestHedgeRequest.newBuilder());
    assertThat(refused.code()).isEqualTo(RequestException.Code.INVALID_ARGUMENT);
    assertThat(refused).hasMessage(field + ": has more than 100 digits");
  }

  /** The parser itself refuses it, and tells no place. */
  @Test
  void aNumberOfAHundredThousandDigitsIsRefused() {
    String body = "{\"max_trades\":" + "9".repeat(100_000) + "}";
    assertThat(refused(body, SuggestHedgeRequest.newBuilder()))
        .hasMessageStartingWith("body: is no JSON: ")
        .hasMessageContaining("exceeds the maximum");
  }

  @Test
  void itIsFoundInListsAndInMessagesOfMessages() {
    String body = "{\"portfolio\":{\"as_of\":[{},{\"height\":\"9.9e+999999999\"}]}}";
    assertThat(refused(body, GetPortfolioResponse.newBuilder()))
        .hasMessage("portfolio.as_of[1].height: has more than 100 digits");
    assertThat(refused("{\"batches\":[1,1e300000000]}", SignEpochRequest.newBuilder()))
        .hasMessage("batches[1]: has more than 100 digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.0", "\"3\"", "3e0", "\"30e-1\"", "0.3e1"})
  void aNumberMayBeWrittenInEveryShortWay(String three) {
    SuggestHedgeRequest.Builder request =
        Json.parse("{\"max_trades\":" + three + "}", SuggestHedgeRequest.newBuilder());
    assertThat(request.getMaxTrades()).isEqualTo(3);
  }

  @Test
  void aNameMayLookLikeALongNumber() {
    SimulateRequest.Builder request =
        Json.parse("{\"changes\":[{\"remove\":\"12e34567\"}]}", SimulateRequest.newBuilder());
    assertThat(request.getChanges(0).getRemove()).isEqualTo("12e34567");
    SuggestHedgeRequest.Builder hedge =
        Json.parse(
            "{\"objective\":\"HEDGE_OBJECTIVE_LEAST_VARIANCE\"}", SuggestHedgeRequest.newBuilder());
    assertThat(hedge.getObjective()).isEqualTo(HedgeObjective.HEDGE_OBJECTIVE_LEAST_VARIANCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|body: is no JSON object",
        "[]|body: is no JSON object",
        "{\"account\"|body: is no JSON: ",
        "{} {}|body: is no JSON: ",
      })
  void whatIsNoObjectIsSaid(String body, String message) {
    assertThat(refused(body, StressRequest.newBuilder())).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"account\":", "{\"changes\":["})
  void whatIsNestedWithoutEndIsRefused(String opening) {
    assertThat(refused(opening.repeat(50_000), SimulateRequest.newBuilder()))
        .hasMessageStartingWith("body: is no JSON: ");
  }
}
