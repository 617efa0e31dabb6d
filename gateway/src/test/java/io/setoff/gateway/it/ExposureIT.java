package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.CoverageState;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureView;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.Policy;
import io.setoff.v1.Portfolio;
import io.setoff.v1.UnderlyingExposure;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Net exposures after the story: groups, finality, cuts. */
@ExtendWith(PlayedStory.Shared.class)
class ExposureIT {
  private final PlayedStory story;

  ExposureIT(PlayedStory story) {
    this.story = story;
  }

  @Test
  void theHedgedAccountIsNearlyFlatInEthAcrossBothChains() {
    ExposureView view =
        story.exposure(story.hedged(), Policy.POLICY_PEGGED, Finality.FINALITY_LATEST).getView();
    UnderlyingExposure eth = view.getUnderlyings(0);
    assertThat(eth.getUnderlyingId()).isEqualTo("crypto:ETH");
    assertThat(new BigDecimal(eth.getNet()).abs()).isLessThan(new BigDecimal("0.5"));
    assertThat(new BigDecimal(eth.getGross())).isGreaterThan(new BigDecimal("30"));
    assertThat(eth.getByVenueList())
        .extracting(venue -> venue.getVenue().getChain() + " " + venue.getKind())
        .contains("eip155:31337 LEND", "eip155:31338 PERP", "eip155:31338 LP_RANGE");
    BigDecimal venues =
        eth.getByVenueList().stream()
            .map(venue -> new BigDecimal(venue.getNet()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(venues).isEqualByComparingTo(eth.getNet());
    assertThat(view.getComplete()).isTrue();
    assertThat(view.getGapsList()).isEmpty();
    assertThat(view.getAsOfList()).hasSize(2);
  }

  @Test
  void policiesGroupDifferently() {
    List<String> strict = underlyings(Policy.POLICY_STRICT);
    assertThat(strict)
        .contains("crypto:ETH", "eip155:31337/slip44:60")
        .anyMatch(id -> id.startsWith("eip155:31338/erc20:"));
    assertThat(underlyings(Policy.POLICY_ECONOMIC)).hasSize(2).contains("crypto:ETH");
    assertThat(underlyings(Policy.POLICY_PEGGED)).containsExactly("crypto:ETH", "fiat:USD");
  }

  private List<String> underlyings(Policy policy) {
    return story
        .exposure(story.hedged(), policy, Finality.FINALITY_LATEST)
        .getView()
        .getUnderlyingsList()
        .stream()
        .map(UnderlyingExposure::getUnderlyingId)
        .toList();
  }

  @Test
  void prudentIsTheLargerOfLatestAndFinalAndShowsBoth() {
    GetExposureResponse prudent =
        story.exposure(story.hedged(), Policy.POLICY_PEGGED, Finality.FINALITY_PRUDENT);
    assertThat(List.of(prudent.getView().getFinality(), prudent.getOther().getFinality()))
        .containsExactlyInAnyOrder(Finality.FINALITY_LATEST, Finality.FINALITY_FINALIZED);
    assertThat(new BigDecimal(prudent.getView().getNetUsd()).abs())
        .isGreaterThanOrEqualTo(new BigDecimal(prudent.getOther().getNetUsd()).abs());
  }

  @Test
  void theSameCutGivesTheSameAnswer() {
    ExposureView view =
        story.exposure(story.hedged(), Policy.POLICY_PEGGED, Finality.FINALITY_FINALIZED).getView();
    GetExposureRequest.Builder request =
        GetExposureRequest.newBuilder().setAccount(story.hedged()).setPolicy(Policy.POLICY_PEGGED);
    view.getAsOfList()
        .forEach(
            block ->
                request.addCut(
                    CutPoint.newBuilder()
                        .setChain(block.getChain())
                        .setBlockHash(block.getBlockHash())));
    ExposureView again = story.gateway().exposures().getExposure(request.build()).getView();
    assertThat(again.getUnderlyingsList()).isEqualTo(view.getUnderlyingsList());
    assertThat(again.getNetUsd()).isEqualTo(view.getNetUsd());
  }

  /**
   * The page, the CLI and the published word take pegs for granted: so does who names no policy.
   */
  @Test
  void withoutAPolicyTheNetIsTheOneThatIsPublished() {
    GetExposureResponse unasked =
        story.exposure(story.hedged(), Policy.POLICY_UNSPECIFIED, Finality.FINALITY_LATEST);
    assertThat(unasked.getView().getUnderlyingsList())
        .isEqualTo(
            story
                .exposure(story.hedged(), Policy.POLICY_PEGGED, Finality.FINALITY_LATEST)
                .getView()
                .getUnderlyingsList());
    assertThat(unasked.getPolicy()).isEqualTo(Policy.POLICY_PEGGED);
  }

  @Test
  void aPortfolioOfNamedBlocksIsTheOneThatWasThere() throws Exception {
    Portfolio portfolio =
        story
            .gateway()
            .portfolios()
            .getPortfolio(
                GetPortfolioRequest.newBuilder()
                    .setAccount(story.hedged())
                    .setFinality(Finality.FINALITY_FINALIZED)
                    .build())
            .getPortfolio();
    String cut =
        portfolio.getAsOfList().stream()
            .map(block -> "cut=" + block.getChain() + "@" + block.getBlockHash())
            .collect(Collectors.joining("&"));
    GetPortfolioResponse.Builder again = GetPortfolioResponse.newBuilder();
    JsonFormat.parser()
        .merge(story.gateway().get("/v1/portfolios/" + story.hedged() + "?" + cut).body(), again);
    assertThat(again.getPortfolio().getStateRoot()).isEqualTo(portfolio.getStateRoot());
    assertThat(again.getPortfolio().getTotals()).isEqualTo(portfolio.getTotals());
    assertThat(again.getPortfolio().getFinality()).isEqualTo(Finality.FINALITY_UNSPECIFIED);
    GetExposureResponse.Builder exposure = GetExposureResponse.newBuilder();
    JsonFormat.parser()
        .merge(story.gateway().get("/v1/exposures/" + story.hedged() + "?" + cut).body(), exposure);
    assertThat(exposure.getView().getNetUsd())
        .isEqualTo(
            story
                .exposure(story.hedged(), Policy.POLICY_PEGGED, Finality.FINALITY_FINALIZED)
                .getView()
                .getNetUsd());
  }

  @Test
  void whatIsHeldElsewhereDoesNotSwampAVenueThatIsAskedFor() throws Exception {
    String aave = "eip155:31337/aave-v3:core";
    GetPortfolioResponse.Builder portfolio = GetPortfolioResponse.newBuilder();
    String query = story.hedged() + "?venues=" + aave;
    JsonFormat.parser().merge(story.gateway().get("/v1/portfolios/" + query).body(), portfolio);
    assertThat(portfolio.getPortfolio().getPositionsList())
        .isNotEmpty()
        .allMatch(position -> position.getVenue().getId().equals(aave));
    assertThat(portfolio.getPortfolio().getCoverageList())
        .filteredOn(coverage -> coverage.getState() != CoverageState.COVERAGE_STATE_SKIPPED)
        .singleElement()
        .matches(coverage -> coverage.getVenue().getId().equals(aave));
    GetExposureResponse.Builder exposure = GetExposureResponse.newBuilder();
    JsonFormat.parser().merge(story.gateway().get("/v1/exposures/" + query).body(), exposure);
    assertThat(exposure.getView().getUnderlyingsList())
        .allSatisfy(
            underlying ->
                assertThat(underlying.getByVenueList())
                    .allMatch(part -> part.getVenue().getId().equals(aave)));
    GetMarginResponse.Builder margin = GetMarginResponse.newBuilder();
    JsonFormat.parser().merge(story.gateway().get("/v1/margin/" + query).body(), margin);
    assertThat(margin.getView().getAccountsList())
        .singleElement()
        .matches(account -> account.getVenue().equals(aave));
  }

  @Test
  void aCutThatIsNotHeldOrNotWholeIsRefused() {
    GetExposureRequest.Builder request = GetExposureRequest.newBuilder().setAccount(story.hedged());
    CutPoint unknown =
        CutPoint.newBuilder().setChain("eip155:31337").setBlockHash("0x" + "0".repeat(64)).build();
    assertThat(
            refusal(() -> story.gateway().exposures().getExposure(request.addCut(unknown).build())))
        .isEqualTo(Status.Code.FAILED_PRECONDITION);
    CutPoint other = unknown.toBuilder().setChain("eip155:31338").build();
    assertThat(
            refusal(
                () ->
                    story
                        .gateway()
                        .exposures()
                        .getExposure(request.clearCut().addCut(other).build())))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private static Status.Code refusal(Supplier<?> call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::get).getStatus().getCode();
  }
}
