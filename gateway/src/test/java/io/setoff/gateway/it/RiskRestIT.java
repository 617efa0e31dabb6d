package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.GetRiskResponse;
import io.setoff.v1.HedgeObjective;
import io.setoff.v1.HypotheticalChange;
import io.setoff.v1.HypotheticalHolding;
import io.setoff.v1.Instrument;
import io.setoff.v1.PerpetualInstrument;
import io.setoff.v1.SimulateRequest;
import io.setoff.v1.SimulateResponse;
import io.setoff.v1.StressMove;
import io.setoff.v1.StressRequest;
import io.setoff.v1.StressResponse;
import io.setoff.v1.StressShock;
import io.setoff.v1.SuggestHedgeRequest;
import io.setoff.v1.SuggestHedgeResponse;
import io.setoff.v1.TailRisk;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The REST twins of RiskService give the figures of gRPC, to the digit. */
@ExtendWith(PlayedStory.Shared.class)
class RiskRestIT {
  private final PlayedStory story;

  RiskRestIT(PlayedStory story) {
    this.story = story;
  }

  private static <B extends Message.Builder> B parse(HttpResponse<String> response, B builder)
      throws InvalidProtocolBufferException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonFormat.parser().merge(response.body(), builder);
    return builder;
  }

  private HttpResponse<String> post(String path, MessageOrBuilder body)
      throws InvalidProtocolBufferException {
    return story.gateway().post(path, JsonFormat.printer().print(body));
  }

  @Test
  void riskByEverySimulation() throws Exception {
    GetRiskResponse grpc =
        story
            .gateway()
            .risk()
            .getRisk(GetRiskRequest.newBuilder().setAccount(story.hedged()).build());
    GetRiskResponse.Builder rest =
        parse(story.gateway().get("/v1/risk/" + story.hedged()), GetRiskResponse.newBuilder());
    assertThat(rest.getView().toBuilder().clearBasis().build())
        .isEqualTo(grpc.getView().toBuilder().clearBasis().build());
    assertThat(grpc.getView().getTailRisksList())
        .extracting(TailRisk::getMethod)
        .containsExactly("historical", "filtered-historical", "monte-carlo");
  }

  @Test
  void stressesOfTheLibraryAndOnesOwn() throws Exception {
    StressRequest request =
        StressRequest.newBuilder()
            .setAccount(story.hedged())
            .addScenarios("2020-03-12")
            .addMoves(
                StressMove.newBuilder()
                    .setId("own")
                    .addShocks(
                        StressShock.newBuilder()
                            .setUnderlyingId("crypto:ETH")
                            .setSpotFactor("0.9")))
            .build();
    StressResponse grpc = story.gateway().risk().stress(request);
    StressResponse.Builder rest = parse(post("/v1/stress", request), StressResponse.newBuilder());
    assertThat(rest.clearBasis().build()).isEqualTo(grpc.toBuilder().clearBasis().build());
    StressResponse.Builder library =
        parse(story.gateway().get("/v1/stress/" + story.hedged()), StressResponse.newBuilder());
    assertThat(library.getResultsList()).contains(grpc.getResults(0));
    assertThat(library.getResultsCount()).isGreaterThan(10);
  }

  @Test
  void whatIfAndHedges() throws Exception {
    Instrument perpetual =
        Instrument.newBuilder()
            .setPerpetual(PerpetualInstrument.newBuilder().setUnderlyingId("crypto:ETH"))
            .build();
    SimulateRequest change =
        SimulateRequest.newBuilder()
            .setAccount(story.hedged())
            .addChanges(
                HypotheticalChange.newBuilder()
                    .setAdd(
                        HypotheticalHolding.newBuilder()
                            .setHoldingId("new")
                            .setVenue("eip155:31338/perp-v2:curie")
                            .setInstrument(perpetual)
                            .setQuantity("-1")))
            .build();
    SimulateResponse.Builder simulated =
        parse(post("/v1/simulate", change), SimulateResponse.newBuilder());
    assertThat(simulated.clearBasis().build())
        .isEqualTo(story.gateway().risk().simulate(change).toBuilder().clearBasis().build());
    SuggestHedgeRequest hedge =
        SuggestHedgeRequest.newBuilder()
            .setAccount(story.account("alice"))
            .setObjective(HedgeObjective.HEDGE_OBJECTIVE_LEAST_VARIANCE)
            .build();
    SuggestHedgeResponse grpc =
        story.gateway().risk().suggestHedge(hedge).toBuilder().clearBasis().build();
    assertThat(grpc.getTradesList()).isNotEmpty();
    assertThat(
            parse(post("/v1/hedges", hedge), SuggestHedgeResponse.newBuilder())
                .clearBasis()
                .build())
        .isEqualTo(grpc);
    String asked = "/v1/hedges/" + story.account("alice") + "?objective=least_variance";
    assertThat(
            parse(story.gateway().get(asked), SuggestHedgeResponse.newBuilder())
                .clearBasis()
                .build())
        .isEqualTo(grpc);
  }
}
