package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.GetRiskResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One worker, a short queue and slow questions: what does not fit is refused, all else goes on. */
@ExtendWith(PlayedStory.Shared.class)
@Timeout(120)
class OverloadIT {
  private static final int CALLS = 30;

  private final PlayedStory story;

  OverloadIT(PlayedStory story) {
    this.story = story;
  }

  private static String slowAndNarrow(String yaml) {
    return yaml.replace(
        "  model: derive-pmrm2\n",
        """
          model: derive-pmrm2
          workers: { threads: 1, queue: 2, patience: 1m }
          simulation: { id: slow, paths: 200000 }
        """);
  }

  @Test
  void callsThatDoNotFitAreRefusedAndTheEventLoopNeverWaits() throws Exception {
    try (RunningGateway gateway = story.another("overload", OverloadIT::slowAndNarrow)) {
      GetRiskRequest request = GetRiskRequest.newBuilder().setAccount(story.hedged()).build();
      List<ListenableFuture<GetRiskResponse>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(gateway.riskLater().getRisk(request));
      }
      int unfinished = 0;
      for (int i = 0; i < 10; i++) {
        long start = System.nanoTime();
        HttpResponse<String> health = gateway.get("/q/health/live");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(gateway.get("/v1/venues").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        unfinished += (int) calls.stream().filter(call -> !call.isDone()).count();
      }
      assertThat(unfinished).as("the worker was busy meanwhile").isPositive();
      int answered = 0;
      int refused = 0;
      for (ListenableFuture<GetRiskResponse> call : calls) {
        try {
          assertThat(call.get().getView().getTailRisksCount()).isEqualTo(3);
          answered++;
        } catch (ExecutionException e) {
          assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
          refused++;
        }
      }
      assertThat(answered).isBetween(1, CALLS - 1);
      assertThat(refused).isEqualTo(CALLS - answered);
      assertThat(gateway.get("/q/metrics").body())
          .contains("setoff_risk_calls_refused_total " + refused + ".0");
    }
  }
}
