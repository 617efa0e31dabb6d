package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.GetRiskResponse;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One worker, a short queue and slow questions: what does not fit is refused, all else goes on. */
@ExtendWith(PlayedStory.Shared.class)
class OverloadIT {
  private static final int CALLS = 30;

  private final PlayedStory story;

  OverloadIT(PlayedStory story) {
    this.story = story;
  }

  private static String slowAndNarrow(String yaml) {
    return Configs.replaced(
        yaml,
        "  model: derive-pmrm2\n",
        """
          model: derive-pmrm2
          workers: { threads: 1, queue: 2, patience: 1h }
          simulation: { id: slow, monte_carlo: { paths: 200000 } }
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
        HttpResponse<String> health = gateway.get("/q/health/live");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(gateway.get("/v1/venues").statusCode()).isEqualTo(200);
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

  @Test
  void figuresAreAskedForAgainWhileTheWorkersAreBusy() {
    try (RunningGateway gateway = story.another("busy", OverloadIT::slowAndNarrow)) {
      GetRiskRequest request = GetRiskRequest.newBuilder().setAccount(story.hedged()).build();
      for (int i = 0; i < 3; i++) {
        var _ = gateway.riskLater().getRisk(request);
      }
      await().until(() -> metric("setoff_risk_calls_waiting", gateway) == 2);
      ListFiguresRequest.Builder figures =
          ListFiguresRequest.newBuilder()
              .addAccounts(story.hedged())
              .setPolicy(Policy.POLICY_PEGGED);
      gateway
          .portfolios()
          .listVenues(ListVenuesRequest.getDefaultInstance())
          .getChainsList()
          .forEach(
              chain ->
                  figures
                      .addCutBuilder()
                      .setChain(chain.getChain())
                      .setBlockHash(chain.getLatest().getBlockHash()));
      var _ = gateway.riskLater().listFigures(figures.build());
      await().until(() -> metric("setoff_risk_calls_refused_total", gateway) > 1);
    }
  }

  @Test
  void callsThatNobodyWaitsForLeaveTheQueue() {
    try (RunningGateway gateway = story.another("expired", OverloadIT::slowAndNarrow)) {
      GetRiskRequest request = GetRiskRequest.newBuilder().setAccount(story.hedged()).build();
      var _ = gateway.riskLater().getRisk(request);
      await().until(() -> metric("setoff_risk_calls_busy", gateway) == 1);
      for (int i = 0; i < CALLS; i++) {
        StatusRuntimeException expired =
            catchThrowableOfType(
                StatusRuntimeException.class,
                () -> gateway.risk().withDeadlineAfter(Duration.ofMillis(20)).getRisk(request));
        assertThat(expired.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        await().until(() -> metric("setoff_risk_calls_waiting", gateway) == 0);
      }
      assertThat(metric("setoff_risk_calls_refused_total", gateway)).isZero();
    }
  }

  private static double metric(String name, RunningGateway gateway) {
    return gateway
        .get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
