package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static io.setoff.risk.margin.portfolio.Fixtures.STAND_ALONE;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.calm;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.market;
import static io.setoff.risk.margin.portfolio.Fixtures.open;
import static io.setoff.risk.margin.portfolio.Fixtures.parameters;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointMoves;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;

/** How losses of several underlyings are put together, with the arithmetic shown. */
class OffsetsBetweenUnderlyingsTest {
  @Example
  void correlatedUnderlyingsOffsetByTheirShrunkCorrelation() {
    PortfolioMarginResult result =
        open(
                List.of(holding("a", 1, perpetual(ETH), 10), holding("b", 1, perpetual(BTC), -0.5)),
                STAND_ALONE)
            .margin();
    // 10 * 540 and 0.5 * 10,800 are 5,400 each; rho = 0.7 * 0.8 = 0.56.
    double expected = 5400 * Math.sqrt(2 - 2 * 0.56);
    assertThat(result.cross().undiversified()).isCloseTo(10_800, within(1e-9));
    assertThat(result.cross().correlation()).isCloseTo(expected, within(1e-9));
    // At -18 % one loses 5,400 and the other's 5,400 offset half of it; at +18 % likewise.
    assertThat(result.cross().sameScenario()).isCloseTo(2700, within(1e-9));
    assertThat(result.cross().expectedShortfall()).hasValue(0);
    assertThat(result.cross().charged()).isCloseTo(expected, within(1e-9));
    assertThat(result.totals().all().part(MarginPart.OFFSET))
        .isCloseTo(expected - 10_800, within(1e-9));
    assertThat(result.worst()).hasSize(2);
    assertThat(result.worst().getFirst().scenario()).isIn("spot4/vol0", "spot-4/vol0");
  }

  /**
   * Two that move with a third and against each other cannot be: the nearest to 0.9, 0.9, -0.9 is
   * 0.5, 0.5, -0.5. Of 36,000, 18,000 and 18,000 at 0.7 * 0.5 that leaves 36,000 sqrt 0.625.
   */
  @Example
  void impossibleCorrelationsAreTheNearestPossibleAndTold() {
    Correlations history =
        Correlations.UNKNOWN.with(ETH, BTC, 0.9).with(ETH, SOL, 0.9).with(BTC, SOL, 0.9);
    Correlations stated = Correlations.UNKNOWN.with(BTC, SOL, -0.9);
    MarketSnapshot market = Fixtures.market();
    JointInputs calm = calm(market, List.of());
    LiveBook open =
        new PortfolioMargin(
                market,
                parameters(),
                new JointInputs(history.with(stated), calm.simulations(), List.of()))
            .open(
                book(
                    List.of(
                        holding("a", 1, perpetual(ETH), 200_000 / 3000.0),
                        holding("b", 1, perpetual(BTC), -100_000 / 60_000.0),
                        holding("c", 1, perpetual(SOL), -100_000 / 150.0)),
                    STAND_ALONE));
    assertThat(open.margin().cross().correlation())
        .isCloseTo(36_000 * Math.sqrt(0.625), within(0.1));
    assertThat(open.gaps())
        .extracting(RiskGap::kind, RiskGap::subject)
        .containsExactly(
            tuple(RiskGap.Kind.IMPOSSIBLE_CORRELATION, "crypto:BTC crypto:ETH"),
            tuple(RiskGap.Kind.IMPOSSIBLE_CORRELATION, "crypto:BTC crypto:SOL"),
            tuple(RiskGap.Kind.IMPOSSIBLE_CORRELATION, "crypto:ETH crypto:SOL"));
  }

  @Example
  void theLegsOfAFlatPairHaveOppositeShares() {
    PortfolioMarginResult result =
        open(
                List.of(
                    holding("a", 1, new Spot(ETH), 10.1),
                    holding("b", 1, perpetual(ETH), -10.1),
                    holding("c", 1, perpetual(BTC), -0.7)),
                STAND_ALONE)
            .margin();
    // Each loses 10.1 * 540; rho = 0.7 * 0.8. A long leg offsets the short one of BTC.
    double share = 0.56 * 10.1 * 540;
    assertThat(scenarioShares(result))
        .containsExactly(new double[] {-share, share, 0.7 * 10_800}, within(1e-9));
    assertThat(result.worst())
        .filteredOn(worst -> worst.underlying().equals(ETH))
        .singleElement()
        .satisfies(worst -> assertThat(worst.loss()).isZero());
  }

  private static double[] scenarioShares(PortfolioMarginResult result) {
    return result.attribution().stream()
        .mapToDouble(one -> one.parts().getOrDefault(MarginPart.SCENARIO, 0.0))
        .toArray();
  }

  @Example
  void aShortStraddleHedgesNothing() {
    List<Holding> straddle =
        List.of(
            holding("c", 1, call(ETH, 3000), -10),
            holding("p", 1, Fixtures.put(ETH, 3000), -10),
            holding("s", 1, perpetual(BTC), 0.3));
    PortfolioMarginResult result = open(straddle, STAND_ALONE).margin();
    double both = result.cross().undiversified();
    double btc = 0.3 * 10_800;
    double eth = both - btc;
    // Both lose when prices fall: no less than independent risks, whatever the straddle's delta.
    assertThat(result.cross().correlation()).isGreaterThan(Math.hypot(eth, btc));
  }

  @Example
  void theWorstStressIsAFloor() {
    MarketSnapshot market = Fixtures.market();
    MarketMove crash = MarketMove.of("2020-03-12", ETH, Shock.spot(0.56));
    PortfolioMarginResult result =
        new PortfolioMargin(market, parameters(), calm(market, List.of(crash)))
            .margin(book(List.of(holding("a", 0, new Spot(ETH), 10)), STAND_ALONE));
    // 44 % of 30,000, of which 5,400 are in the worst scenario already.
    assertThat(result.cross().charged()).isCloseTo(13_200, within(1e-9));
    assertThat(result.cross().driver()).isEqualTo("2020-03-12");
    assertThat(result.totals().all().part(MarginPart.STRESS)).isCloseTo(7800, within(1e-9));
    assertThat(result.attribution().getFirst().contribution())
        .isCloseTo(result.totals().all().total(), within(1e-9));
  }

  @Example
  void theLargestExpectedShortfallCounts() {
    MarketSnapshot market = Fixtures.market();
    List<MarketMove> moves =
        List.of(
            MarketMove.of("up", ETH, Shock.spot(1.1)),
            MarketMove.of("down", ETH, Shock.spot(0.7)),
            MarketMove.of("little", ETH, Shock.spot(0.99)));
    JointInputs joint =
        new JointInputs(
            Fixtures.correlations(),
            List.of(new JointMoves("three/1", 0.5, market, new TreeSet<>(List.of(ETH)), moves)),
            List.of());
    PortfolioMarginResult result =
        new PortfolioMargin(market, parameters(), joint)
            .margin(book(List.of(holding("a", 0, new Spot(ETH), 10)), STAND_ALONE));
    // Tail of 1.5 of three: (9,000 + 0.5 * 300) / 1.5.
    assertThat(result.cross().expectedShortfall().orElseThrow()).isCloseTo(6100, within(1e-9));
    assertThat(result.cross().driver()).isEqualTo("three/1");
    assertThat(result.totals().all().part(MarginPart.EXPECTED_SHORTFALL))
        .isCloseTo(700, within(1e-9));
  }
}
