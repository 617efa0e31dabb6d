package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.util.JsonFormat;
import io.setoff.v1.AccountHealth;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CutPoint;
import io.setoff.v1.Finality;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.HealthState;
import io.setoff.v1.HoldingContribution;
import io.setoff.v1.MarginTotals;
import io.setoff.v1.MarginView;
import io.setoff.v1.PartAmount;
import io.setoff.v1.Policy;
import io.setoff.v1.PriceMove;
import io.setoff.v1.Requirement;
import io.setoff.v1.RequirementPart;
import io.setoff.v1.RequirementReason;
import io.setoff.v1.RiskView;
import io.setoff.v1.SetRequirement;
import io.setoff.v1.UnderlyingExposure;
import io.setoff.v1.UnderlyingGreeks;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Margin of the story's accounts: it adds up, and it is of the same portfolio as everything else.
 */
@ExtendWith(PlayedStory.Shared.class)
class MarginIT {
  private static final double CENT = 0.01;

  private final PlayedStory story;

  MarginIT(PlayedStory story) {
    this.story = story;
  }

  private MarginView latest(String account) {
    return story.margin(account, Finality.FINALITY_LATEST).getView();
  }

  @Test
  void holdingsAreWorthThePortfolioAndSharesAddUpToTheMargin() {
    for (String account : story.accounts()) {
      MarginView view = latest(account);
      double equity = Double.parseDouble(story.portfolio(account).getTotals().getEquityUsd());
      double values =
          view.getAttributionList().stream().mapToDouble(h -> number(h.getValueUsd())).sum();
      assertThat(values).as("values of %s", account).isCloseTo(equity, within(CENT));
      double shares =
          view.getAttributionList().stream().mapToDouble(h -> number(h.getContributionUsd())).sum();
      assertThat(shares)
          .as("attribution of %s", account)
          .isCloseTo(total(view.getTotals().getNetOfAll()), within(1e-6));
    }
  }

  @Test
  void grossIsNeverBelowNetAndPartsAddUp() {
    for (String account : story.accounts()) {
      MarginTotals totals = latest(account).getTotals();
      assertThat(
              Stream.of(
                      totals.getGross(),
                      totals.getStandAlone(),
                      totals.getNetPerSet(),
                      totals.getNetOfAll())
                  .map(MarginIT::total)
                  .toList())
          .isSortedAccordingTo((a, b) -> b > a + 1e-6 ? 1 : -1);
      for (Requirement each : List.of(totals.getGross(), totals.getNetOfAll())) {
        double parts =
            each.getPartsList().stream()
                .map(PartAmount::getUsd)
                .mapToDouble(MarginIT::number)
                .sum();
        assertThat(parts).isCloseTo(total(each), within(1e-6));
      }
      double sets =
          totals.getSetsList().stream()
              .map(SetRequirement::getRequirement)
              .mapToDouble(MarginIT::total)
              .sum();
      assertThat(sets).isCloseTo(total(totals.getNetPerSet()), within(1e-6));
    }
  }

  @Test
  void whatHedgesBetweenVenuesWaitForAddsUpToTheirDelay() {
    MarginView view = latest(story.hedged());
    double delay =
        view.getTotals().getNetOfAll().getPartsList().stream()
            .filter(part -> part.getPart() == RequirementPart.REQUIREMENT_PART_DELAY)
            .mapToDouble(part -> number(part.getUsd()))
            .sum();
    assertThat(delay).isPositive();
    assertThat(view.getLateGainsList()).isNotEmpty();
    assertThat(view.getLateGainsList().stream().mapToDouble(g -> number(g.getChargeUsd())).sum())
        .isCloseTo(delay, within(1e-6));
    assertThat(view.getLateGainsList())
        .allSatisfy(
            gain -> {
              assertThat(number(gain.getUnits())).isPositive();
              assertThat(gain.getPriceMove()).isNotEqualTo(PriceMove.PRICE_MOVE_UNSPECIFIED);
              assertThat(gain.getVenue()).contains("/");
            });
  }

  /** Law 8: what protocols are told is never below what the portfolio requires. */
  @Test
  void whatProtocolsAreToldAddsUpToWhatIsRequired() {
    for (String account : story.accounts()) {
      MarginView view = latest(account);
      BigDecimal told =
          view.getAccountsList().stream()
              .map(a -> new BigDecimal(a.getRequiredUsd()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(told).isEqualByComparingTo(view.getRequiredUsd());
      assertThat(told.doubleValue())
          .isGreaterThanOrEqualTo(total(view.getTotals().getNetOfAll()) - 1e-6);
      for (AccountRequirement each : view.getAccountsList()) {
        assertThat(new BigDecimal(each.getRequiredUsd()))
            .isLessThanOrEqualTo(new BigDecimal(each.getStandAloneUsd()));
      }
    }
  }

  @Test
  void theHedgedAccountRequiresLessThanItsPartsAndSaysWhy() {
    MarginView view = latest(story.hedged());
    assertThat(view.getBasis().getComplete()).isTrue();
    assertThat(view.getBasis().getRiskGapsList()).isEmpty();
    assertThat(total(view.getTotals().getNetOfAll()))
        .isLessThan(total(view.getTotals().getGross()) / 4);
    AccountRequirement perp = at("eip155:31338/perp-v2:curie", view);
    assertThat(number(perp.getRequiredUsd())).isLessThan(number(perp.getStandAloneUsd()));
    assertThat(number(perp.getContributionUsd())).as("it hedges").isNegative();
    assertThat(at("eip155:31337/wallet:main", view).getReason())
        .isEqualTo(RequirementReason.REQUIREMENT_REASON_NO_BENEFIT);
    assertThat(view.getLiquidation().getFirst().getVenue()).isEqualTo("eip155:31338/perp-v2:curie");
    assertThat(number(view.getLiquidation().getFirst().getMove())).isPositive();
    assertThat(view.getBasis().getStamp().getParameterHash()).hasSize(64);
    assertThat(view.getBasis().getStamp().getInputHash()).hasSize(64);
    assertThat(view.getBasis().getStamp().getBlocksMap()).hasSize(2);
  }

  /** The market's own health factor, whose average threshold is cut to whole basis points. */
  @Test
  void healthIsWhatTheVenuesThemselvesSay() {
    for (String name : List.of("hedged", "bob", "frank")) {
      String account = story.account(name);
      Map<String, Double> stated =
          story.portfolio(account).getPositionsList().stream()
              .filter(p -> p.getMargin().hasHealthFactor())
              .collect(
                  Collectors.toMap(
                      p -> p.getVenue().getId(),
                      p -> number(p.getMargin().getHealthFactor()),
                      (one, other) -> one));
      assertThat(stated).isNotEmpty();
      assertThat(latest(account).getLiquidation().getAccountsList())
          .filteredOn(health -> stated.containsKey(health.getVenue()))
          .hasSameSizeAs(stated.keySet())
          .allSatisfy(
              health ->
                  assertThat(number(health.getRatio()))
                      .isCloseTo(stated.getOrDefault(health.getVenue(), 0.0), within(1e-3)));
    }
  }

  /**
   * The vault liquidates a debt of more than 90 % of the collateral: hedged owes 1,600 of 0.8 WETH
   * at 2,930 USD, 0.9 * 2,344 / 1,600. Who owes nothing is never liquidated.
   */
  @Test
  void healthInTheVaultFollowsItsTerms() {
    assertThat(number(vaultHealth("hedged").getRatio())).isCloseTo(1.3185, within(1e-9));
    assertThat(vaultHealth("ivan").hasRatio()).isFalse();
    assertThat(vaultHealth("ivan").getState()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY);
  }

  private AccountHealth vaultHealth(String name) {
    return latest(story.account(name)).getLiquidation().getAccountsList().stream()
        .filter(health -> health.getVenue().equals("eip155:31338/cross-margin-vault:example"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sensitivitiesAreTheExposuresOfTheSamePortfolio() {
    RiskView risk =
        story
            .gateway()
            .risk()
            .getRisk(GetRiskRequest.newBuilder().setAccount(story.hedged()).build())
            .getView();
    List<UnderlyingExposure> exposures =
        story
            .exposure(story.hedged(), Policy.POLICY_ECONOMIC, Finality.FINALITY_LATEST)
            .getView()
            .getUnderlyingsList();
    assertThat(risk.getGreeksList()).hasSameSizeAs(exposures);
    for (UnderlyingExposure exposure : exposures) {
      UnderlyingGreeks greeks =
          risk.getGreeksList().stream()
              .filter(of -> of.getUnderlyingId().equals(exposure.getUnderlyingId()))
              .findFirst()
              .orElseThrow();
      double onePercent = number(exposure.getNetUsd()) / 100;
      assertThat(number(greeks.getDeltaUsd()))
          .isCloseTo(onePercent, within(number(exposure.getGrossUsd()) * 1e-5));
    }
    assertThat(risk.getTailRisksList()).hasSize(3);
    risk.getTailRisksList()
        .forEach(
            tail -> {
              assertThat(number(tail.getExpectedShortfallUsd())).isPositive();
              assertThat(number(tail.getExpectedShortfallErrorUsd())).isPositive();
              assertThat(tail.getNotCoveredList()).isEmpty();
            });
  }

  @Test
  void prudentRequiresTheMoreOfLatestAndFinalAndShowsBoth() {
    GetMarginResponse prudent = story.margin(story.hedged(), Finality.FINALITY_PRUDENT);
    assertThat(
            List.of(
                prudent.getView().getBasis().getFinality(),
                prudent.getOther().getBasis().getFinality()))
        .containsExactlyInAnyOrder(Finality.FINALITY_LATEST, Finality.FINALITY_FINALIZED);
    assertThat(new BigDecimal(prudent.getView().getRequiredUsd()))
        .isGreaterThanOrEqualTo(new BigDecimal(prudent.getOther().getRequiredUsd()));
  }

  @Test
  void theSameCutGivesTheSameAnswerAndRestIsTheSameAsGrpc() throws Exception {
    MarginView view = story.margin(story.hedged(), Finality.FINALITY_FINALIZED).getView();
    GetMarginRequest.Builder request = GetMarginRequest.newBuilder().setAccount(story.hedged());
    view.getBasis()
        .getAsOfList()
        .forEach(
            block ->
                request.addCut(
                    CutPoint.newBuilder()
                        .setChain(block.getChain())
                        .setBlockHash(block.getBlockHash())));
    MarginView again = story.gateway().risk().getMargin(request.build()).getView();
    assertThat(again.toBuilder().clearBasis().build())
        .isEqualTo(view.toBuilder().clearBasis().build());
    assertThat(again.getBasis().getStamp()).isEqualTo(view.getBasis().getStamp());
    GetMarginResponse.Builder rest = GetMarginResponse.newBuilder();
    JsonFormat.parser()
        .merge(
            story.gateway().get("/v1/margin/" + story.hedged() + "?finality=finalized").body(),
            rest);
    assertThat(rest.getView().toBuilder().clearBasis().build())
        .isEqualTo(view.toBuilder().clearBasis().build());
  }

  /**
   * Nobody prices MYST and nobody knows the decimals of NODEC: they count as nothing, and it says
   * so.
   */
  @Test
  void whatCannotBeValuedIsSaidAndCountsAsNothing() {
    MarginView view = latest(story.account("grace"));
    assertThat(view.getBasis().getComplete()).isTrue();
    assertThat(view.getBasis().getGapsList())
        .anyMatch(gap -> gap.getDetail().contains("counts as worthless"));
    assertThat(view.getAttributionList())
        .extracting(HoldingContribution::getLabel)
        .noneMatch(label -> label.equals("MYST"));
  }

  private static AccountRequirement at(String venue, MarginView view) {
    return view.getAccountsList().stream()
        .filter(account -> account.getVenue().equals(venue))
        .findFirst()
        .orElseThrow();
  }

  private static double total(Requirement requirement) {
    return number(requirement.getTotalUsd());
  }

  private static double number(String decimal) {
    return Double.parseDouble(decimal);
  }
}
