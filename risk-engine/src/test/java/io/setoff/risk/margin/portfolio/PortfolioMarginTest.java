package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static io.setoff.risk.margin.portfolio.Fixtures.VENUES;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.market;
import static io.setoff.risk.margin.portfolio.Fixtures.parameters;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static io.setoff.risk.margin.portfolio.Fixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.HoldingAttribution;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointMoves;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.NettingSet;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;

/** Cases whose arithmetic is shown. */
class PortfolioMarginTest {
  private static final NettingRules STAND_ALONE = NettingRules.standAlone();

  /** Correlations, and a simulation in which nothing happens. */
  private static JointInputs calm(MarketSnapshot market, List<MarketMove> stresses) {
    return new JointInputs(
        Fixtures.correlations(),
        List.of(
            new JointMoves(
                "calm/1",
                0.975,
                market,
                new TreeSet<>(market.underlyings().keySet()),
                List.of(MarketMove.NONE))),
        stresses);
  }

  private static LiveBook open(List<Holding> holdings, NettingRules rules) {
    MarketSnapshot market = Fixtures.market();
    return new PortfolioMargin(market, parameters(), calm(market, List.of()))
        .open(book(holdings, rules));
  }

  @Example
  void aLongAndAShortOfOneUnderlyingAtTwoVenues() {
    RequirementTotals totals =
        open(
                List.of(holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -4)),
                STAND_ALONE)
            .totals();
    // 18 % of 3,000 is 540 a unit: 14 alone, 10 and 4 by account, 6 net.
    assertThat(totals.gross().part(MarginPart.SCENARIO)).isCloseTo(14 * 540, within(1e-9));
    assertThat(totals.perSet().part(MarginPart.SCENARIO)).isCloseTo(14 * 540, within(1e-9));
    assertThat(totals.all().part(MarginPart.SCENARIO)).isCloseTo(6 * 540, within(1e-9));
    // 4 units offset on each side, at 1 %: prices part both ways.
    assertThat(totals.all().part(MarginPart.BASIS)).isCloseTo(2 * 4 * 3000 * 0.01, within(1e-9));
    // Prices move one way: 4 units wait for an hour, at 0.04 * 2.33 * sqrt(1 hour / 1 day).
    assertThat(totals.all().part(MarginPart.DELAY))
        .isCloseTo(4 * 3000 * 0.04 * 2.33 * Math.sqrt(1 / 24.0), within(1e-9));
    // 14 units at 5 basis points, and an impact of 0.04 sqrt(14 / 1e12).
    double spread = 0.0005 + 0.04 * Math.sqrt(14 / 1e12);
    assertThat(totals.all().part(MarginPart.LIQUIDITY)).isCloseTo(14 * 3000 * spread, within(1e-9));
    assertThat(totals.equity()).isCloseTo(30_000, within(1e-9));
    assertThat(totals.excess()).isCloseTo(30_000 - totals.perSet().total(), within(1e-9));
  }

  @Example
  void anAgreementNetsTwoVenues() {
    NettingSet agreement =
        new NettingSet(
            "agreement",
            new TreeSet<>(List.of(VENUES.get(0))),
            new TreeSet<>(List.of(new AccountKey(VENUES.get(1), "main"))));
    NettingRules rules =
        new NettingRules(
            "one-agreement",
            1,
            List.of(agreement),
            List.of(),
            0,
            Duration.ofHours(1),
            Collections.emptySortedMap(),
            0.5);
    RequirementTotals totals =
        open(
                List.of(
                    holding("a", 0, new Spot(ETH), 10),
                    holding("b", 1, perpetual(ETH), -4),
                    holding("c", 2, new Spot(ETH), -1)),
                rules)
            .totals();
    assertThat(totals.sets().keySet()).containsExactly("agreement", VENUES.get(2) + "#main");
    assertThat(totals.sets().getOrDefault("agreement", totals.gross()).part(MarginPart.SCENARIO))
        .isCloseTo(6 * 540, within(1e-9));
    assertThat(totals.perSet().part(MarginPart.SCENARIO)).isCloseTo(7 * 540, within(1e-9));
    assertThat(totals.all().part(MarginPart.SCENARIO)).isCloseTo(5 * 540, within(1e-9));
  }

  private static double setTotal(PortfolioMarginResult result, String set) {
    return result.totals().sets().getOrDefault(set, result.totals().gross()).total();
  }

  @Example
  void sharesInANettingSetAddUpToWhatItAsksFor() {
    NettingSet agreement =
        new NettingSet(
            "agreement", new TreeSet<>(List.of(VENUES.get(0), VENUES.get(1))), new TreeSet<>());
    NettingRules rules =
        new NettingRules(
            "one-agreement",
            1,
            List.of(agreement),
            List.of(),
            0,
            Duration.ofHours(1),
            Collections.emptySortedMap(),
            0.5);
    PortfolioMarginResult result =
        open(
                List.of(
                    holding("a", 0, new Spot(ETH), 10),
                    holding("b", 1, perpetual(ETH), -4),
                    holding("c", 2, new Spot(ETH), -20)),
                rules)
            .margin();
    double[] inSet = result.attribution().stream().mapToDouble(HoldingAttribution::inSet).toArray();
    assertThat(inSet[0] + inSet[1])
        .isCloseTo(setTotal(result, "agreement"), within(1e-9));
    assertThat(inSet[0]).as("it is what makes the set long").isPositive();
    assertThat(inSet[2])
        .isCloseTo(setTotal(result, VENUES.get(2) + "#main"), within(1e-9));
    assertThat(result.attribution().getFirst().contribution())
        .as("but it hedges the whole, which is short")
        .isNegative();
  }

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
  void nettingNeverCostsMoreThanStandingAlone() {
    // A range that gains less up than it loses down hedges little; its pair's own hedge is full.
    PortfolioMarginResult result =
        open(
                List.of(
                    holding("a", 2, new Spot(SOL), 8.7),
                    holding("b", 2, new Spot(ETH), -0.2),
                    holding("c", 0, call(SOL, 105), -667),
                    holding(
                        "d", 0, new LiquidityRange(SOL, UnderlyingId.USD, 103.8, 224.1), 239_000)),
                STAND_ALONE)
            .margin();
    Requirement all = result.totals().all();
    double netted = all.part(MarginPart.SCENARIO) + all.part(MarginPart.OFFSET);
    assertThat(result.cross().charged()).isGreaterThan(netted + 1);
    assertThat(all.total()).isLessThanOrEqualTo(result.totals().perSet().total());
    assertThat(result.attribution().stream().mapToDouble(HoldingAttribution::contribution).sum())
        .isCloseTo(all.total(), within(1e-6));
  }

  /** Ten units long at one venue, {@code units} short at another. */
  private static Requirement hedged(double units, Duration longDelay, Duration shortDelay) {
    MarketSnapshot market = Fixtures.market();
    return new PortfolioMargin(
            market, Fixtures.delayed(longDelay, shortDelay), calm(market, List.of()))
        .open(
            book(
                List.of(
                    holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -units)),
                STAND_ALONE))
        .totals()
        .all();
  }

  @Example
  void aHedgeElsewhereLeavesItsBasisAndWhatIsLate() {
    Duration hour = Duration.ofHours(1);
    double late = 3000 * 0.04 * 2.33 * Math.sqrt(1 / 24.0);
    double before = Double.POSITIVE_INFINITY;
    for (int units = 0; units <= 10; units++) {
      Requirement required = hedged(units, hour, hour);
      assertThat(required.total() - required.part(MarginPart.LIQUIDITY))
          .isCloseTo((10 - units) * 540 + units * (2 * 30 + late), within(1e-6))
          .isLessThan(before);
      before = required.total();
    }
  }

  /** 2.33 * 0.04 * sqrt(7 days) is 24.7 %, more than the 18 % of the worst scenario. */
  @Example
  void aHedgeWhoseMarginIsAWeekAwayLeavesWhatTheLosingSideAsksForAlone() {
    Duration week = Duration.ofDays(7);
    for (int units = 0; units <= 10; units++) {
      Requirement required = hedged(units, week, week);
      assertThat(required.part(MarginPart.SCENARIO) + required.part(MarginPart.DELAY))
          .isCloseTo(10 * 540, within(1e-6));
      assertThat(required.part(MarginPart.BASIS)).isCloseTo(units * 2 * 30, within(1e-6));
    }
  }

  /** When prices fall, the long venue waits for the short one; when they rise, the other way. */
  @Example
  void theSlowerOfTheTwoDirectionsCounts() {
    Duration hour = Duration.ofHours(1);
    double late = 3000 * 0.04 * 2.33 * Math.sqrt(1 / 24.0);
    for (Requirement required :
        List.of(hedged(10, hour, Duration.ZERO), hedged(10, Duration.ZERO, hour))) {
      assertThat(required.part(MarginPart.DELAY)).isCloseTo(10 * late, within(1e-6));
    }
    assertThat(hedged(10, Duration.ZERO, Duration.ZERO).part(MarginPart.DELAY)).isZero();
  }

  @Example
  void whatIsWaitedForIsTold() {
    MarketSnapshot market = Fixtures.market();
    List<Holding> holdings =
        List.of(holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -4));
    PortfolioMarginResult week =
        new PortfolioMargin(
                market,
                Fixtures.delayed(Duration.ofHours(1), Duration.ofDays(7)),
                calm(market, List.of()))
            .margin(book(holdings, STAND_ALONE));
    assertThat(week.lateGains())
        .singleElement()
        .satisfies(
            gain -> {
              assertThat(gain.venue()).isEqualTo(VENUES.get(1));
              assertThat(gain.priceMove()).isEqualTo(LateGain.PriceMove.FALLS);
              assertThat(gain.units()).isEqualTo(4);
              assertThat(gain.charge()).isCloseTo(4 * 540, within(1e-9));
              assertThat(gain.isWorthNothing()).isTrue();
            });
    PortfolioMarginResult hour =
        new PortfolioMargin(
                market,
                Fixtures.delayed(Duration.ofHours(1), Duration.ofMinutes(1)),
                calm(market, List.of()))
            .margin(book(holdings, STAND_ALONE));
    assertThat(hour.lateGains())
        .singleElement()
        .satisfies(
            gain -> {
              assertThat(gain.venue()).isEqualTo(VENUES.get(0));
              assertThat(gain.priceMove()).isEqualTo(LateGain.PriceMove.RISES);
              assertThat(gain.isWorthNothing()).isFalse();
            });
  }

  /** A stress of -44 % makes a long unit ask for 1,320; a short one asks for 540 still. */
  @Example
  void neitherSideHedgedAsksForMoreThanTheOtherSaved() {
    MarketSnapshot market = Fixtures.market();
    MarketMove crash = MarketMove.of("crash", ETH, Shock.spot(0.56));
    Duration month = Duration.ofDays(30);
    Requirement required =
        new PortfolioMargin(market, Fixtures.delayed(month, month), calm(market, List.of(crash)))
            .open(
                book(
                    List.of(
                        holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -10)),
                    STAND_ALONE))
            .totals()
            .all();
    assertThat(required.part(MarginPart.DELAY)).isCloseTo(10 * 540, within(1e-6));
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
  void aPositionBeyondTheMarketsDepthIsConcentrated() {
    MarketSnapshot market = snapshot(market(ETH, 3000, 0.04, 1000));
    Requirement required =
        new PortfolioMargin(market, parameters(), calm(market, List.of()))
            .open(book(List.of(holding("a", 0, new Spot(ETH), 500)), STAND_ALONE))
            .totals()
            .all();
    // 500 units at 100 a day take 5 days: 1,500,000 * 0.04 * 2.33 * sqrt(4).
    assertThat(required.part(MarginPart.CONCENTRATION))
        .isCloseTo(1_500_000 * 0.04 * 2.33 * 2, within(1e-6));
    // Half spread, and 0.04 * sqrt(500 / 1,000).
    assertThat(required.part(MarginPart.LIQUIDITY))
        .isCloseTo(1_500_000 * (0.0005 + 0.04 * Math.sqrt(0.5)), within(1e-6));
  }

  @Example
  void lendingIsRevaluedAsAWhole() {
    UnderlyingId usdc = new UnderlyingId("crypto:USDC");
    MarketSnapshot market = snapshot(market(ETH, 3000, 0.04, 1e12), market(usdc, 1, 0.001, 1e12));
    LendingAccount account =
        new LendingAccount(
            List.of(
                new LentAsset(ETH, 10, 0, 0.8, 0.05), new LentAsset(usdc, 0, 22_000, 0.8, 0.05)),
            true);
    PortfolioMarginResult result =
        new PortfolioMargin(market, parameters(), calm(market, List.of()))
            .margin(book(List.of(holding("a", 0, account, 1)), STAND_ALONE));
    assertThat(result.totals().equity()).isCloseTo(8000, within(1e-9));
    // At -18 % collateral is 24,600 and counts 19,680: 23,100 are taken for 22,000 of debt, and
    // 1,500 of 8,000 are left.
    assertThat(result.worst())
        .anySatisfy(
            worst -> {
              assertThat(worst.underlying()).isEqualTo(ETH);
              assertThat(worst.loss()).isCloseTo(6500, within(1e-9));
            });
    assertThat(result.netUnits()).containsEntry(ETH, 10.0).containsEntry(usdc, -22_000.0);
  }

  @Example
  void aRangeOfLiquidityIsRevaluedOnItsCurve() {
    LiquidityRange range = new LiquidityRange(ETH, UnderlyingId.USD, 2000, 4000);
    PortfolioMarginResult result = open(List.of(holding("a", 0, range, 100)), STAND_ALONE).margin();
    // Value per unit: 2 sqrt P - P / sqrt Pb - sqrt Pa inside of [2,000, 4,000].
    double now = rangeValue(3000);
    double low = rangeValue(3000 * 0.82);
    assertThat(result.totals().equity()).isCloseTo(100 * now, within(1e-6));
    assertThat(result.worst().getFirst().loss()).isCloseTo(100 * (now - low), within(1e-6));
    double delta = 100 * (1 / Math.sqrt(3000) - 1 / Math.sqrt(4000));
    assertThat(result.netUnits().getOrDefault(ETH, 0.0)).isCloseTo(delta, within(1e-9));
  }

  /** One unit of liquidity from 2,000 to 4,000 at a price between, in closed form. */
  private static double rangeValue(double price) {
    return 2 * Math.sqrt(price) - price / Math.sqrt(4000) - Math.sqrt(2000);
  }

  @Example
  void cashIsEquityAndNeedsNothing() {
    RequirementTotals totals =
        open(List.of(holding("a", 0, new Cash(), 500)), STAND_ALONE).totals();
    assertThat(totals.gross().total()).isZero();
    assertThat(totals.equity()).isEqualTo(500);
  }

  @Example
  void anEmptyBookRequiresNothing() {
    PortfolioMarginResult result = open(List.of(), STAND_ALONE).margin();
    assertThat(result.totals().all().total()).isZero();
    assertThat(result.attribution()).isEmpty();
    assertThat(result.allocation().accounts()).isEmpty();
    assertThat(result.complete()).isTrue();
  }

  @Example
  void theStampNamesEveryInput() {
    List<Holding> holdings = List.of(holding("a", 0, new Spot(ETH), 10));
    PortfolioMarginResult one = open(holdings, STAND_ALONE).margin();
    assertThat(one.stamp().parameterSet()).isEqualTo("setoff-portfolio/1+stand-alone/1");
    assertThat(open(holdings, STAND_ALONE).margin().stamp()).isEqualTo(one.stamp());
    PortfolioMarginResult other =
        open(holdings, NettingRules.recognising("stand-alone", 0.1)).margin();
    assertThat(other.stamp().parameterHash()).isNotEqualTo(one.stamp().parameterHash());
    PortfolioMarginResult more =
        open(List.of(holding("a", 0, new Spot(ETH), 11)), STAND_ALONE).margin();
    assertThat(more.stamp().inputHash()).isNotEqualTo(one.stamp().inputHash());
  }

  @Example
  void whatCannotBeUsedIsNamed() {
    assertThatThrownBy(() -> open(List.of(holding("a", 0, new Spot(SOL), Double.NaN)), STAND_ALONE))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("book.holdings[0].quantity must be a number");
    assertThatThrownBy(
            () ->
                open(
                    List.of(holding("a", 0, new Spot(SOL), 1), holding("a", 1, new Spot(ETH), 1)),
                    STAND_ALONE))
        .hasMessage("book.holdings[1].id must be unique, is a");
    assertThatThrownBy(() -> open(List.of(), NettingRules.recognising("x", 1.5)))
        .hasMessageStartingWith("book.rules.default_recognition must be between");
    MarketSnapshot broken = snapshot(market(ETH, -1, 0.04, 1));
    assertThatThrownBy(() -> new PortfolioMargin(broken, parameters(), JointInputs.NONE))
        .hasMessageStartingWith("market[crypto:ETH].spot must be greater than 0");
  }
}
