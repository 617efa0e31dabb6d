package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.MarginTotals;
import io.setoff.v1.MarginView;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.Provenance;
import io.setoff.v1.Requirement;
import io.setoff.v1.RiskBasis;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.UnderlyingExposure;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published of a gateway's answers. */
class EpochBuilderTest {
  private static final String ACCOUNT = "0x" + "1".repeat(40);
  private static final String LATEST = "0x" + "a".repeat(64);
  private static final String FINAL = "0x" + "f".repeat(64);
  private static final String LENDER = "eip155:1/aave-v3:core";
  private static final String PERP = "eip155:1/perp-v2:curie";

  /** Gross exposure, with dollars, that the guard lets pass. */
  private BigDecimal limit = new BigDecimal("1000");

  private final Map<String, MarginView> margins = new HashMap<>();
  private final Map<String, Status> failures = new HashMap<>();

  /** Of both cuts: long and short 50 USD of something, and 40 USD. */
  private static ExposureView exposure() {
    return ExposureView.newBuilder()
        .setNetUsd("0")
        .setGrossUsd("100")
        .setComplete(true)
        .addUnderlyings(UnderlyingExposure.newBuilder().setNetUsd("0").setGrossUsd("100"))
        .addUnderlyings(UnderlyingExposure.newBuilder().setNetUsd("40").setGrossUsd("40"))
        .addUnderlyings(UnderlyingExposure.newBuilder().setUnderlyingId("unpriced"))
        .addCoverage(VenueCoverage.newBuilder().setState(CoverageState.COVERAGE_STATE_OK))
        .build();
  }

  private static ListVenuesResponse venues() {
    ChainStatus chain =
        ChainStatus.newBuilder()
            .setChain("eip155:1")
            .setState(CoverageState.COVERAGE_STATE_OK)
            .setLatest(block(LATEST, 100))
            .setFinalized(block(FINAL, 36))
            .build();
    return ListVenuesResponse.newBuilder().addChains(chain).build();
  }

  private static Provenance.Builder block(String hash, long height) {
    return Provenance.newBuilder()
        .setHeight(height)
        .setBlockHash(hash)
        .setBlockTime(Timestamp.newBuilder().setSeconds(1_790_000_000 + height));
  }

  /** What a venue is told is half of what it would require alone. */
  private static AccountRequirement told(String venue, String usd) {
    return AccountRequirement.newBuilder()
        .setVenue(venue)
        .setRequiredUsd(usd)
        .setStandAloneUsd(new BigDecimal(usd).multiply(BigDecimal.TWO).toPlainString())
        .build();
  }

  private static MarginTotals netOfAll(String usd) {
    return MarginTotals.newBuilder().setNetOfAll(Requirement.newBuilder().setTotalUsd(usd)).build();
  }

  private static MarginView.Builder margin(String lender, String perp) {
    return MarginView.newBuilder()
        .setBasis(
            RiskBasis.newBuilder()
                .setComplete(true)
                .setStamp(
                    CalculationStamp.newBuilder().setParameterSet("p/1").setParameterHash("00")))
        .setTotals(netOfAll("1"))
        .addAccounts(told(LENDER, lender))
        .addAccounts(told(PERP, perp));
  }

  private Epoch publish(String... venues) {
    margins.putIfAbsent(LATEST, margin("20.5", "10").build());
    margins.putIfAbsent(FINAL, margin("5", "30").build());
    FakeGateway gateway =
        new FakeGateway()
            .on("PortfolioService/ListVenues", ListVenuesRequest.class, asked -> venues())
            .on(
                "ExposureService/GetExposure",
                GetExposureRequest.class,
                asked -> GetExposureResponse.newBuilder().setView(exposure()).build())
            .on("RiskService/GetMargin", GetMarginRequest.class, this::answer);
    return new EpochBuilder(
            PortfolioServiceGrpc.newBlockingStub(gateway),
            ExposureServiceGrpc.newBlockingStub(gateway),
            RiskServiceGrpc.newBlockingStub(gateway),
            Set.of(venues),
            (account, grossUsd) -> {
              if (grossUsd.compareTo(limit) > 0) {
                throw new OracleUnavailableException(account + " is above the limit");
              }
            })
        .build(List.of(ACCOUNT));
  }

  private GetMarginResponse answer(GetMarginRequest asked) {
    String block = asked.getCut(0).getBlockHash();
    if (failures.containsKey(block)) {
      throw new StatusRuntimeException(failures.get(block));
    }
    return GetMarginResponse.newBuilder().setView(margins.get(block)).build();
  }

  private void assertMargin(String usd, int flags, String block, Epoch.Row row) {
    assertThat(row.word().marginUsd()).isEqualByComparingTo(usd);
    assertThat(row.word().flags()).isEqualTo(flags);
    assertThat(row.word().grossUsd()).isEqualByComparingTo("100");
    assertThat(row.margin().cut())
        .extracting(point -> point.getBlockHash())
        .isEqualTo(block.isEmpty() ? List.of() : List.of(block));
  }

  @Test
  void theMarginIsWhatTheProtocolsAreToldByTheStateThatRequiresMore() {
    Epoch epoch = publish();
    assertMargin("35", Word.VALID, FINAL, epoch.rows().get(0));
    assertThat(epoch.rows().get(0).margin().fallback()).isEmpty();
    assertThat(epoch.model()).isEqualTo(EpochBuilder.MODEL + "/venues=all/p/1/00");
    assertThat(epoch.scope()).isEmpty();
  }

  @Test
  void whatTheGuardRefusesIsNotPublished() {
    limit = new BigDecimal("139.99");
    assertThatThrownBy(this::publish)
        .isInstanceOf(OracleUnavailableException.class)
        .hasMessageContaining("above the limit");
    limit = new BigDecimal("140");
    assertThat(publish().rows()).hasSize(1);
  }

  @Test
  void aScopeGetsItsPartAndItIsPrudentByItself() {
    Epoch lender = publish(LENDER);
    assertMargin("20.5", Word.VALID, LATEST, lender.rows().get(0));
    assertThat(lender.model()).isEqualTo(EpochBuilder.MODEL + "/venues=" + LENDER + "/p/1/00");
    assertThat(lender.scope()).containsExactly(LENDER);
    Epoch perp = publish(PERP);
    assertMargin("30", Word.VALID, FINAL, perp.rows().get(0));
    BigDecimal both =
        lender.rows().get(0).word().marginUsd().add(perp.rows().get(0).word().marginUsd());
    assertThat(both)
        .as("no hedge is counted twice")
        .isGreaterThanOrEqualTo(publish().rows().get(0).word().marginUsd());
  }

  @Test
  void anAllocationBelowWhatThePortfolioRequiresIsNotBelieved() {
    margins.put(LATEST, margin("20", "10").setTotals(netOfAll("30.000001")).build());
    Epoch.Row row = publish(LENDER).rows().get(0);
    assertMargin("140", Word.VALID | Word.PARTIAL, FINAL, row);
    assertThat(row.margin().fallback()).contains("told less than the portfolio requires");
  }

  @Test
  void microDollarsAreRoundedUp() {
    margins.put(LATEST, margin("60.0000001", "0").build());
    assertMargin("60.000001", Word.VALID, LATEST, publish().rows().get(0));
  }

  @Test
  void whatIsMissingInOneStateIsFlaggedAndGrantsNoBenefit() {
    MarginView.Builder incomplete = margin("1", "1");
    incomplete.getBasisBuilder().setComplete(false);
    margins.put(LATEST, incomplete.build());
    Epoch.Row row = publish().rows().get(0);
    assertMargin("140", Word.VALID | Word.PARTIAL, FINAL, row);
    assertThat(row.margin().fallback()).isEqualTo("not all that is held is in it");
  }

  @Test
  void aRequirementAboveTheGrossExposureStaysWithoutItsBenefitWhenSomethingIsMissing() {
    margins.put(LATEST, margin("100", "0").build());
    failures.put(FINAL, Status.INTERNAL.withDescription("a bug"));
    Epoch.Row row = publish().rows().get(0);
    assertMargin("200", Word.VALID | Word.PARTIAL, LATEST, row);
    assertThat(row.margin().fallback()).isEqualTo("it could not be calculated: INTERNAL: a bug");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED", "INTERNAL", "INVALID_ARGUMENT"})
  void withoutAnAnswerTheGrossExposureIsPublishedAndFlagged(Status.Code code) {
    failures.put(LATEST, code.toStatus());
    failures.put(FINAL, code.toStatus());
    Epoch epoch = publish();
    assertMargin("140", Word.VALID | Word.PARTIAL, "", epoch.rows().get(0));
    assertThat(epoch.model()).endsWith("/" + EpochBuilder.UNTOLD);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"FAILED_PRECONDITION", "UNAVAILABLE", "CANCELLED"})
  void nothingIsPublishedOfBlocksThatAreGoneOrWithoutAGateway(Status.Code code) {
    failures.put(FINAL, code.toStatus());
    assertThatThrownBy(this::publish)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  @Test
  void nothingIsPublishedWhileParametersChange() {
    MarginView.Builder other = margin("1", "1");
    other.getBasisBuilder().getStampBuilder().setParameterHash("01");
    margins.put(FINAL, other.build());
    assertThatThrownBy(this::publish)
        .isInstanceOf(OracleUnavailableException.class)
        .hasMessage("margins of different parameters: [p/1/00, p/1/01]");
  }

  @Test
  void whatDoesNotFitIsFlaggedAndNothingIsClamped() {
    margins.put(LATEST, margin("1e14", "0").build());
    Word word = publish().rows().get(0).word();
    assertThat(word.flags()).isEqualTo(Word.SATURATED);
    assertThat(word.marginUsd()).isZero();
  }
}
