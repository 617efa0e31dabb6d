package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureView;
import io.setoff.v1.Finality;
import io.setoff.v1.Gap;
import io.setoff.v1.GapKind;
import io.setoff.v1.Leg;
import io.setoff.v1.LegRole;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Portfolio;
import io.setoff.v1.Position;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Portfolios after the story: every leg explained, and what is not known said. */
@ExtendWith(PlayedStory.Shared.class)
class PortfolioIT {
  private final PlayedStory story;

  PortfolioIT(PlayedStory story) {
    this.story = story;
  }

  @Test
  void everyLegIsExplained() {
    Portfolio portfolio = story.portfolio(story.hedged());
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
    Portfolio portfolio = story.portfolio("eip155:31337:" + story.hedged());
    assertThat(portfolio.getPositionsList())
        .isNotEmpty()
        .allMatch(position -> position.getVenue().getChain().equals("eip155:31337"));
    assertThat(portfolio.getCoverageList())
        .anyMatch(c -> c.getState() == CoverageState.COVERAGE_STATE_SKIPPED);
    assertThat(portfolio.getComplete()).isTrue();
  }

  @Test
  void anUnpricedTokenIsAGapAndHasNoValue() {
    Portfolio grace = story.portfolio(story.account("grace"));
    assertThat(grace.getComplete()).as("anybody can send it").isTrue();
    assertThat(grace.getCoverageList())
        .extracting(VenueCoverage::getState)
        .containsOnly(CoverageState.COVERAGE_STATE_OK);
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
        story
            .exposure(story.account("grace"), Policy.POLICY_PEGGED, Finality.FINALITY_LATEST)
            .getView();
    assertThat(view.getUnpricedList()).singleElement().asString().contains("erc20");
    assertThat(view.getGapsList()).extracting(Gap::getKind).contains(GapKind.GAP_KIND_UNPRICED);
    assertThat(view.getUnderlyings(view.getUnderlyingsCount() - 1).hasNetUsd()).isFalse();
  }

  @Test
  void aTokenWithoutDecimalsHasUnitsAndNoQuantity() {
    Portfolio ivan = story.portfolio(story.account("ivan"));
    assertThat(ivan.getComplete()).isTrue();
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
    String stranger = story.account("keeper");
    Portfolio portfolio = story.portfolio(stranger);
    assertThat(portfolio.getPositionsList())
        .anyMatch(position -> position.getLabel().equals("ETH"));
    assertThat(portfolio.getComplete()).isTrue();
    Portfolio nobody = story.portfolio("0x" + "12".repeat(20));
    assertThat(nobody.getPositionsList()).isEmpty();
    assertThat(nobody.getComplete()).as("read, and holds nothing").isTrue();
  }

  @Test
  void accountsAndVenuesAreListed() {
    assertThat(
            story
                .gateway()
                .portfolios()
                .listAccounts(ListAccountsRequest.getDefaultInstance())
                .getAccountsList())
        .anyMatch(a -> a.getLabel().equals("hedged") && a.getAccount().equals(story.hedged()));
    assertThat(
            story
                .gateway()
                .portfolios()
                .listVenues(ListVenuesRequest.getDefaultInstance())
                .getVenuesList())
        .extracting(venue -> venue.getVenue().getId())
        .containsExactlyInAnyOrder(
            "eip155:31337/aave-v3:core",
            "eip155:31337/wallet:main",
            "eip155:31338/cross-margin-vault:example",
            "eip155:31338/perp-v2:curie",
            "eip155:31338/uniswap-v3:core",
            "eip155:31338/wallet:main");
    assertThat(story.gateway().get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(story.gateway().get("/q/metrics").body())
        .contains("setoff_chain_height", "setoff_index_head_latency_seconds_bucket{")
        .containsPattern("setoff_index_head_latency_seconds_count\\{[^}]*31337[^}]*} [1-9]")
        .containsPattern("setoff_index_head_latency_seconds_count\\{[^}]*31338[^}]*} [1-9]");
  }
}
