package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.AccountFigures;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureFigures;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.MarginFigures;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.Provenance;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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

  private String guarded = ACCOUNT;
  private CoverageState coverage = CoverageState.COVERAGE_STATE_OK;
  private List<String> accounts = List.of(ACCOUNT);
  private int calls;
  private final Set<String> unknown = new HashSet<>();
  private final Map<String, MarginFigures> margins = new HashMap<>();
  private final Map<String, String> unanswered = new HashMap<>();
  private final Map<String, Status> failures = new HashMap<>();

  /** Of both cuts: long and short 50 USD of something, and 40 USD. */
  private ExposureFigures exposure() {
    return ExposureFigures.newBuilder()
        .setNetUsd("0")
        .setGrossUsd("100")
        .setComplete(true)
        .setGrossWithDollarsUsd("140")
        .addCoverage(VenueCoverage.newBuilder().setState(coverage).setReason("not to be relied on"))
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

  private static MarginFigures.Builder margin(String lender, String perp) {
    return MarginFigures.newBuilder()
        .setComplete(true)
        .setStamp(CalculationStamp.newBuilder().setParameterSet("p/1").setParameterHash("00"))
        .setNetOfAllUsd("1")
        .addAccounts(told(LENDER, lender))
        .addAccounts(told(PERP, perp));
  }

  private Epoch publish(String... venues) {
    margins.putIfAbsent(LATEST, margin("20.5", "10").build());
    margins.putIfAbsent(FINAL, margin("5", "30").build());
    FakeGateway gateway =
        new FakeGateway()
            .on("PortfolioService/ListVenues", ListVenuesRequest.class, asked -> venues())
            .on("RiskService/ListFigures", ListFiguresRequest.class, this::answer);
    return new EpochBuilder(
            PortfolioServiceGrpc.newBlockingStub(gateway),
            RiskServiceGrpc.newBlockingStub(gateway),
            Set.of(venues),
            (account, grossUsd) -> {
              if (account.equals(guarded) && grossUsd.compareTo(limit) > 0) {
                throw new OracleUnavailableException(account + " is above the limit");
              }
            })
        .build(accounts);
  }

  private ListFiguresResponse answer(ListFiguresRequest asked) {
    calls++;
    String block = asked.getCut(0).getBlockHash();
    if (failures.containsKey(block)) {
      throw new StatusRuntimeException(failures.get(block));
    }
    ListFiguresResponse.Builder response = ListFiguresResponse.newBuilder();
    for (String account : asked.getAccountsList()) {
      AccountFigures.Builder figures = AccountFigures.newBuilder().setAccount(account);
      if (unknown.contains(account)) {
        figures.setError("NOT_FOUND: nobody knows it");
      } else {
        figures.setExposure(exposure());
        if (unanswered.containsKey(block)) {
          figures.setMarginError(unanswered.get(block));
        } else {
          figures.setMargin(margins.get(block));
        }
      }
      response.addFigures(figures);
    }
    return response.build();
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
  void whatTheGuardRefusesIsHeldBackAndCostsNoOther() {
    limit = new BigDecimal("139.99");
    guarded = ACCOUNT;
    accounts = List.of(ACCOUNT, "0x" + "2".repeat(40));
    List<Epoch.Row> rows = publish().rows();
    assertMargin("140", Word.PARTIAL | Word.DISPUTED, FINAL, rows.get(0));
    assertThat(rows.get(0).margin().fallback()).contains("held back:", "above the limit");
    assertMargin("35", Word.VALID, FINAL, rows.get(1));
    limit = new BigDecimal("140");
    assertMargin("35", Word.VALID, FINAL, publish().rows().get(0));
  }

  @Test
  void anAccountThatAVenueCannotBeReadForIsHeldBack() {
    coverage = CoverageState.COVERAGE_STATE_FAILED;
    margins.put(FINAL, margin("100", "0").build());
    Epoch.Row row = publish().rows().get(0);
    assertMargin("200", Word.PARTIAL | Word.DISPUTED, FINAL, row);
    assertThat(row.margin().fallback()).isEqualTo("held back: not to be relied on");
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
    margins.put(LATEST, margin("20", "10").setNetOfAllUsd("30.000001").build());
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
    MarginFigures.Builder incomplete = margin("1", "1");
    incomplete.setComplete(false);
    margins.put(LATEST, incomplete.build());
    Epoch.Row row = publish().rows().get(0);
    assertMargin("140", Word.VALID | Word.PARTIAL, FINAL, row);
    assertThat(row.margin().fallback()).isEqualTo("not all that is held is in it");
  }

  /** It is not told to require 0: the word is what the rest requires without any benefit. */
  @Test
  void anAccountThatCannotBeToldAFigureIsFlaggedEvenIfTheAnswerForgetsToSaySo() {
    MarginFigures.Builder unpriced = margin("100", "0");
    unpriced.getAccountsBuilder(1).clearRequiredUsd().clearStandAloneUsd();
    margins.put(LATEST, unpriced.build());
    Epoch.Row row = publish().rows().get(0);
    assertMargin("200", Word.VALID | Word.PARTIAL, LATEST, row);
    assertThat(row.margin().fallback()).isEqualTo("not all that is held is in it");
  }

  @Test
  void aRequirementAboveTheGrossExposureStaysWithoutItsBenefitWhenSomethingIsMissing() {
    margins.put(LATEST, margin("100", "0").build());
    unanswered.put(FINAL, "INTERNAL: a bug");
    Epoch.Row row = publish().rows().get(0);
    assertMargin("200", Word.VALID | Word.PARTIAL, LATEST, row);
    assertThat(row.margin().fallback()).isEqualTo("it could not be calculated: INTERNAL: a bug");
  }

  @Test
  void withoutAnAnswerTheGrossExposureIsPublishedAndFlagged() {
    unanswered.put(LATEST, "RESOURCE_EXHAUSTED: busy");
    unanswered.put(FINAL, "DEADLINE_EXCEEDED: too slow");
    Epoch epoch = publish();
    assertMargin("140", Word.VALID | Word.PARTIAL, "", epoch.rows().get(0));
    assertThat(epoch.model()).endsWith("/" + EpochBuilder.UNTOLD);
  }

  @Test
  void anAccountWithoutFiguresIsAFlaggedWordAndCostsNoOther() {
    String other = "0x" + "2".repeat(40);
    accounts = List.of(ACCOUNT, other);
    unknown.add(ACCOUNT);
    Epoch epoch = publish();
    assertThat(epoch.rows()).extracting(Epoch.Row::account).containsExactly(ACCOUNT, other);
    Epoch.Row bad = epoch.rows().get(0);
    assertThat(bad.word().flags()).as("not valid").isEqualTo(Word.PARTIAL);
    assertThat(bad.margin().fallback()).contains("NOT_FOUND: nobody knows it");
    assertMargin("35", Word.VALID, FINAL, epoch.rows().get(1));
  }

  @Test
  void aCallAnswersForManyAccounts() {
    accounts =
        IntStream.range(0, 3 * CutFigures.PAGE).mapToObj(i -> "0x%040x".formatted(i)).toList();
    assertThat(publish().rows()).hasSize(accounts.size());
    assertThat(calls).as("pages at two cuts").isEqualTo(2 * 3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"FAILED_PRECONDITION", "UNAVAILABLE", "CANCELLED", "DEADLINE_EXCEEDED"})
  void nothingIsPublishedOfBlocksThatAreGoneOrWithoutAGateway(Status.Code code) {
    failures.put(FINAL, code.toStatus());
    assertThatThrownBy(this::publish)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  @Test
  void nothingIsPublishedWhileParametersChange() {
    MarginFigures.Builder other = margin("1", "1");
    other.getStampBuilder().setParameterHash("01");
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
