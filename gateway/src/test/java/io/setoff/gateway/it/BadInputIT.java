package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.GetExposureRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input is refused by the name of the field, and the gateway keeps serving. */
@ExtendWith(PlayedStory.Shared.class)
class BadInputIT {
  private final PlayedStory story;

  BadInputIT(PlayedStory story) {
    this.story = story;
  }

  @ParameterizedTest
  @CsvSource({
    "'', account",
    "0x123, account",
    "0x23618E81e3f5cdf7f54c3d65f7fbc0abf5b21e8f, account",
    "eip155:1, account",
    "solana:abc:def, account"
  })
  void badAccountsAreInvalidArguments(String account, String field) {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> story.portfolio(account));
    assertThat(refused.getStatus().getCode())
        .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND);
    assertThat(refused.getStatus().getDescription()).startsWith(field + ": ");
    stillServing();
  }

  @Test
  void unknownEnumsAreInvalidArguments() {
    GetExposureRequest request =
        GetExposureRequest.newBuilder().setAccount(story.hedged()).setPolicyValue(99).build();
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> story.gateway().exposures().getExposure(request));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).startsWith("policy: ");
  }

  @Test
  void aTenMegabyteMessageIsRefusedByTheFieldThatIsTooLong() {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> story.portfolio("0x" + "a".repeat(10_000_000)));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription())
        .isEqualTo("account: has 10000002 characters, at most 200 are allowed");
    stillServing();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/portfolios/0x123, account",
    "/v1/exposures/nonsense, account",
    "/v1/exposures/HEDGED?policy=loose, policy",
    "/v1/portfolios/HEDGED?finality=sometime, finality",
    "/v1/portfolios/HEDGED/watch?heartbeat=soon, heartbeat",
    "/v1/portfolios/HEDGED/watch?heartbeat=900, heartbeat_interval",
    "/v1/publications?epochs=x, epochs",
    "/v1/portfolios/HEDGED?cut=1, cut",
    "/v1/exposures/HEDGED?cuts=1, cuts",
    "/v1/margin/HEDGED/watch?cut=1, cut",
    "/v1/venues?x=1, x",
    "/v1/margin/HEDGED?venues=nowhere, venues[0]",
    "/v1/portfolios/HEDGED/watch?venues=nowhere, venues[0]",
    "/v1/exposures/HEDGED?policy=strict&policy=pegged, policy"
  })
  void badRequestsOverHttpNameTheField(String path, String field) {
    HttpResponse<String> response = story.gateway().get(path.replace("HEDGED", story.hedged()));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"field\" : \"" + field + "\"", "INVALID_ARGUMENT");
    stillServing();
  }

  @Test
  void anAddressOfTwoThousandDigitsOverHttpNamesTheField() {
    HttpResponse<String> response = story.gateway().get("/v1/portfolios/0x" + "a".repeat(2_000));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("at most 200");
  }

  @Test
  void whatIsNotConfiguredIsNotFound() {
    assertThat(story.gateway().get("/v1/portfolios/eip155:1:" + story.hedged()).statusCode())
        .isEqualTo(404);
    assertThat(story.gateway().get("/v1/publications").statusCode()).isEqualTo(503);
  }

  private void stillServing() {
    assertThat(story.portfolio(story.hedged()).getPositionsCount()).isPositive();
  }
}
