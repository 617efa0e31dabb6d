package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureView;
import io.setoff.v1.Finality;
import io.setoff.v1.Gap;
import io.setoff.v1.GapKind;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.Leg;
import io.setoff.v1.LegRole;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Portfolio;
import io.setoff.v1.Position;
import io.setoff.v1.UnderlyingExposure;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers after the story, over gRPC and over REST. */
class ApiIT {
  private static Devnet devnet;
  private static RunningGateway gateway;
  private static String hedged;

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
    devnet.play();
    gateway = RunningGateway.start(Configs.withoutOracle(devnet)).awaitIndexed();
    hedged = devnet.account("hedged");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    devnet.close();
  }

  private static Portfolio portfolio(String account) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(account).build())
        .getPortfolio();
  }

  private static GetExposureResponse exposure(String account, Policy policy, Finality finality) {
    return gateway
        .exposures()
        .getExposure(
            GetExposureRequest.newBuilder()
                .setAccount(account)
                .setPolicy(policy)
                .setFinality(finality)
                .build());
  }

  @Test
  void theHedgedAccountIsNearlyFlatInEthAcrossBothChains() {
    ExposureView view = exposure(hedged, Policy.POLICY_PEGGED, Finality.FINALITY_LATEST).getView();
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

  private static List<String> underlyings(Policy policy) {
    return exposure(hedged, policy, Finality.FINALITY_LATEST)
        .getView()
        .getUnderlyingsList()
        .stream()
        .map(UnderlyingExposure::getUnderlyingId)
        .toList();
  }

  @Test
  void prudentIsTheLargerOfLatestAndFinalAndShowsBoth() {
    GetExposureResponse prudent = exposure(hedged, Policy.POLICY_PEGGED, Finality.FINALITY_PRUDENT);
    assertThat(List.of(prudent.getView().getFinality(), prudent.getOther().getFinality()))
        .containsExactlyInAnyOrder(Finality.FINALITY_LATEST, Finality.FINALITY_FINALIZED);
    assertThat(new BigDecimal(prudent.getView().getNetUsd()).abs())
        .isGreaterThanOrEqualTo(new BigDecimal(prudent.getOther().getNetUsd()).abs());
  }

  @Test
  void theSameCutGivesTheSameAnswer() {
    ExposureView view =
        exposure(hedged, Policy.POLICY_PEGGED, Finality.FINALITY_FINALIZED).getView();
    GetExposureRequest.Builder request =
        GetExposureRequest.newBuilder().setAccount(hedged).setPolicy(Policy.POLICY_PEGGED);
    view.getAsOfList()
        .forEach(
            block ->
                request.addCut(
                    CutPoint.newBuilder()
                        .setChain(block.getChain())
                        .setBlockHash(block.getBlockHash())));
    ExposureView again = gateway.exposures().getExposure(request.build()).getView();
    assertThat(again.getUnderlyingsList()).isEqualTo(view.getUnderlyingsList());
    assertThat(again.getNetUsd()).isEqualTo(view.getNetUsd());
  }

  @Test
  void aCutThatIsNotHeldOrNotWholeIsRefused() {
    GetExposureRequest.Builder request = GetExposureRequest.newBuilder().setAccount(hedged);
    CutPoint unknown =
        CutPoint.newBuilder().setChain("eip155:31337").setBlockHash("0x" + "0".repeat(64)).build();
    assertThat(refusal(() -> gateway.exposures().getExposure(request.addCut(unknown).build())))
        .isEqualTo(Status.Code.FAILED_PRECONDITION);
    CutPoint other = unknown.toBuilder().setChain("eip155:31338").build();
    assertThat(
            refusal(
                () -> gateway.exposures().getExposure(request.clearCut().addCut(other).build())))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void everyLegIsExplained() {
    Portfolio portfolio = portfolio(hedged);
    assertThat(portfolio.getPositionsList()).hasSizeGreaterThan(7);
    for (Position position : portfolio.getPositionsList()) {
      assertThat(position.getPositionId()).hasSize(32);
      assertThat(position.getRawSha256()).hasSize(64);
      assertThat(position.getProvenance().getBlockHash()).hasSize(66);
      for (Leg leg : position.getLegsList()) {
        BigDecimal units = new BigDecimal(leg.getAmount().getUnits());
        assertThat(units.movePointLeft(leg.getAmount().getDecimals()))
            .isEqualByComparingTo(leg.getQty());
        if (leg.getLookThroughCount() > 0) {
          BigDecimal parts =
              leg.getLookThroughList().stream()
                  .map(part -> new BigDecimal(part.getValueUsd()))
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          assertThat(parts).isEqualByComparingTo(leg.getValueUsd());
        } else if (leg.getRole() != LegRole.LEG_ROLE_NOTIONAL) {
          assertThat(leg.hasValueUsd()).as(position.getLabel()).isTrue();
        }
        if (leg.getRole() == LegRole.LEG_ROLE_DEBT) {
          assertThat(units).isNegative();
        }
      }
    }
    assertThat(portfolio.getPositionsList())
        .anyMatch(position -> position.getProvenance().hasTxHash());
  }

  @Test
  void oneChainAloneSkipsTheOther() {
    Portfolio portfolio = portfolio("eip155:31337:" + hedged);
    assertThat(portfolio.getPositionsList())
        .isNotEmpty()
        .allMatch(position -> position.getVenue().getChain().equals("eip155:31337"));
    assertThat(portfolio.getCoverageList())
        .anyMatch(c -> c.getState() == io.setoff.v1.CoverageState.COVERAGE_STATE_SKIPPED);
    assertThat(portfolio.getComplete()).isTrue();
  }

  @Test
  void anUnpricedTokenIsAGapAndHasNoValue() {
    Portfolio grace = portfolio(devnet.account("grace"));
    assertThat(grace.getComplete()).isFalse();
    Leg myst =
        grace.getPositionsList().stream()
            .flatMap(position -> position.getLegsList().stream())
            .flatMap(leg -> leg.getLookThroughList().stream())
            .filter(leg -> leg.getSymbol().equals("MYST"))
            .findFirst()
            .orElseThrow();
    assertThat(myst.hasValueUsd()).isFalse();
    assertThat(myst.hasPrice()).isFalse();
    assertThat(new BigDecimal(myst.getQty())).isPositive();
    assertThat(grace.getTotals().getUnvaluedLegs()).isPositive();
    ExposureView view =
        exposure(devnet.account("grace"), Policy.POLICY_PEGGED, Finality.FINALITY_LATEST).getView();
    assertThat(view.getUnpricedList()).singleElement().asString().contains("erc20");
    assertThat(view.getGapsList()).extracting(Gap::getKind).contains(GapKind.GAP_KIND_UNPRICED);
    assertThat(view.getUnderlyings(view.getUnderlyingsCount() - 1).hasNetUsd()).isFalse();
  }

  @Test
  void aTokenWithoutDecimalsHasUnitsAndNoQuantity() {
    Portfolio ivan = portfolio(devnet.account("ivan"));
    assertThat(ivan.getComplete()).isFalse();
    Leg part =
        ivan.getPositionsList().stream()
            .flatMap(position -> position.getLegsList().stream())
            .flatMap(leg -> leg.getLookThroughList().stream())
            .filter(leg -> !leg.getAmount().hasDecimals())
            .findFirst()
            .orElseThrow();
    assertThat(part.hasQty()).isFalse();
    assertThat(part.hasDeltaUnits()).isFalse();
    assertThat(part.hasValueUsd()).isFalse();
    assertThat(ivan.getPositionsList())
        .flatExtracting(Position::getGapsList)
        .extracting(Gap::getKind)
        .contains(GapKind.GAP_KIND_DECIMALS_UNKNOWN);
  }

  @Test
  void anAccountThatNobodyAskedForIsReadAtOnce() {
    String stranger = devnet.account("keeper");
    Portfolio portfolio = portfolio(stranger);
    assertThat(portfolio.getPositionsList())
        .anyMatch(position -> position.getLabel().equals("ETH"));
    assertThat(portfolio.getComplete()).isTrue();
    Portfolio nobody = portfolio("0x" + "12".repeat(20));
    assertThat(nobody.getPositionsList()).isEmpty();
    assertThat(nobody.getComplete()).as("read, and holds nothing").isTrue();
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
        catchThrowableOfType(StatusRuntimeException.class, () -> portfolio(account));
    assertThat(refused.getStatus().getCode())
        .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND);
    assertThat(refused.getStatus().getDescription()).startsWith(field + ": ");
    stillServing();
  }

  @Test
  void unknownEnumsAreInvalidArguments() {
    GetExposureRequest request =
        GetExposureRequest.newBuilder().setAccount(hedged).setPolicyValue(99).build();
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> gateway.exposures().getExposure(request));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).startsWith("policy: ");
  }

  @Test
  void aTenMegabyteMessageIsRefusedByTheFieldThatIsTooLong() {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> portfolio("0x" + "a".repeat(10_000_000)));
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
    "/v1/publications?epochs=x, epochs"
  })
  void badRequestsOverHttpNameTheField(String path, String field) {
    HttpResponse<String> response = gateway.get(path.replace("HEDGED", hedged));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"field\" : \"" + field + "\"", "INVALID_ARGUMENT");
    stillServing();
  }

  @Test
  void anAddressOfTwoThousandDigitsOverHttpNamesTheField() {
    HttpResponse<String> response = gateway.get("/v1/portfolios/0x" + "a".repeat(2_000));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("at most 200");
  }

  @Test
  void whatIsNotConfiguredIsNotFound() {
    assertThat(gateway.get("/v1/portfolios/eip155:1:" + hedged).statusCode()).isEqualTo(404);
    assertThat(gateway.get("/v1/publications").statusCode()).isEqualTo(503);
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
    merge(gateway.get("/v1/portfolios/" + hedged + query), portfolio);
    GetPortfolioResponse expected =
        gateway
            .portfolios()
            .getPortfolio(
                GetPortfolioRequest.newBuilder().setAccount(hedged).setFinality(wire).build());
    assertThat(withoutClock(portfolio)).isEqualTo(withoutClock(expected.toBuilder()));

    GetExposureResponse.Builder exposure = GetExposureResponse.newBuilder();
    merge(gateway.get("/v1/exposures/" + hedged + query + "&policy=pegged"), exposure);
    assertThat(exposure.getView().getUnderlyingsList())
        .isEqualTo(exposure(hedged, Policy.POLICY_PEGGED, wire).getView().getUnderlyingsList());
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
  void openApiDescribesEveryPathWithTheMessagesOfTheProto() {
    String document = gateway.get("/openapi").body();
    assertThat(document)
        .contains(
            "/v1/portfolios/{account}:",
            "/v1/portfolios/{account}/watch:",
            "/v1/exposures/{account}:",
            "/v1/venues:",
            "#/components/schemas/GetExposureResponse",
            "Signed sum of delta, units of the underlying.");
  }

  @Test
  void accountsAndVenuesAreListed() {
    assertThat(
            gateway
                .portfolios()
                .listAccounts(ListAccountsRequest.getDefaultInstance())
                .getAccountsList())
        .anyMatch(a -> a.getLabel().equals("hedged") && a.getAccount().equals(hedged));
    assertThat(
            gateway.portfolios().listVenues(ListVenuesRequest.getDefaultInstance()).getVenuesList())
        .extracting(venue -> venue.getVenue().getId())
        .containsExactlyInAnyOrder(
            "eip155:31337/aave-v3:core",
            "eip155:31337/wallet:main",
            "eip155:31338/perp-v2:curie",
            "eip155:31338/uniswap-v3:core",
            "eip155:31338/wallet:main");
    assertThat(gateway.get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/q/metrics").body()).contains("setoff_chain_height");
  }

  private static Status.Code refusal(Supplier<?> call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::get).getStatus().getCode();
  }

  private static void stillServing() {
    assertThat(portfolio(hedged).getPositionsCount()).isPositive();
  }
}
