package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.HeldBlock;
import io.setoff.v1.HeldBlocks;
import io.setoff.v1.ListBlocksResponse;
import io.setoff.v1.Policy;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REST gives the answers of gRPC, and OpenAPI describes it. */
@ExtendWith(PlayedStory.Shared.class)
class RestIT {
  private final PlayedStory story;

  RestIT(PlayedStory story) {
    this.story = story;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "SAFE", "finalized", "prudent"})
  void restIsTheSameAnswerAsGrpc(String finality) throws Exception {
    Finality wire =
        finality.isEmpty()
            ? Finality.FINALITY_UNSPECIFIED
            : Finality.valueOf("FINALITY_" + finality.toUpperCase(java.util.Locale.ROOT));
    String query = "?finality=" + finality;
    GetPortfolioResponse.Builder portfolio = GetPortfolioResponse.newBuilder();
    merge(story.gateway().get("/v1/portfolios/" + story.hedged() + query), portfolio);
    GetPortfolioResponse expected =
        story
            .gateway()
            .portfolios()
            .getPortfolio(
                GetPortfolioRequest.newBuilder()
                    .setAccount(story.hedged())
                    .setFinality(wire)
                    .build());
    assertThat(withoutClock(portfolio)).isEqualTo(withoutClock(expected.toBuilder()));

    GetExposureResponse.Builder exposure = GetExposureResponse.newBuilder();
    merge(
        story.gateway().get("/v1/exposures/" + story.hedged() + query + "&policy=pegged"),
        exposure);
    assertThat(exposure.getView().getUnderlyingsList())
        .isEqualTo(
            story
                .exposure(story.hedged(), Policy.POLICY_PEGGED, wire)
                .getView()
                .getUnderlyingsList());
  }

  private static void merge(HttpResponse<String> response, Message.Builder into) throws Exception {
    assertThat(response.statusCode()).isEqualTo(200);
    JsonFormat.parser().merge(response.body(), into);
  }

  /** The chains stand still, but a node's last answer is always newer. */
  private static GetPortfolioResponse withoutClock(GetPortfolioResponse.Builder response) {
    response.getPortfolioBuilder().getAsOfBuilderList().forEach(p -> p.clearObservedAt());
    return response.build();
  }

  @Test
  void everyBlockThatIsListedCanBeNamedInACut() throws Exception {
    ListBlocksResponse.Builder held = ListBlocksResponse.newBuilder();
    merge(story.gateway().get("/v1/blocks"), held);
    assertThat(held.getChainsList()).hasSize(2).allMatch(chain -> chain.getBlocksCount() > 1);
    for (HeldBlocks chain : held.getChainsList()) {
      assertThat(chain.getBlocksList())
          .extracting(HeldBlock::getHeight)
          .as("newest first")
          .isSortedAccordingTo(Comparator.reverseOrder());
    }
    for (boolean newest : new boolean[] {true, false}) {
      String cut =
          held.getChainsList().stream()
              .map(
                  chain ->
                      "cut="
                          + chain.getChain()
                          + "@"
                          + chain.getBlocks(newest ? 0 : chain.getBlocksCount() - 1).getBlockHash())
              .collect(Collectors.joining("&"));
      GetPortfolioResponse.Builder portfolio = GetPortfolioResponse.newBuilder();
      merge(story.gateway().get("/v1/portfolios/" + story.hedged() + "?" + cut), portfolio);
      assertThat(portfolio.getPortfolio().getAsOfCount()).isEqualTo(2);
    }
  }

  @Test
  void openApiDescribesEveryPathWithTheMessagesOfTheProto() {
    String document = story.gateway().get("/openapi").body();
    assertThat(document)
        .contains(
            "/v1/portfolios/{account}:",
            "/v1/portfolios/{account}/watch:",
            "/v1/exposures/{account}:",
            "/v1/venues:",
            "/v1/blocks:",
            "/v1/margin/{account}:",
            "/v1/margin/{account}/watch:",
            "/v1/risk/{account}:",
            "/v1/stress:",
            "/v1/simulate:",
            "/v1/hedges/{account}:",
            "/v1/clearing/net:",
            "/v1/clearing/close-out:",
            "#/components/schemas/GetExposureResponse",
            "Signed sum of delta, units of the underlying.");
  }

  @Test
  void everySchemaThatOpenApiNamesIsThere() {
    String document = story.gateway().get("/openapi").body();
    Set<String> named =
        Pattern.compile("#/components/schemas/(\\w+)")
            .matcher(document)
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    Set<String> defined =
        Pattern.compile("(?m)^    (\\w+):$")
            .matcher(document.substring(document.indexOf("\n  schemas:")))
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    assertThat(named).contains("GetMarginResponse", "NetRequest").isSubsetOf(defined);
  }
}
