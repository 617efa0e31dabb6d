package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static io.setoff.risk.margin.portfolio.Fixtures.STAND_ALONE;
import static io.setoff.risk.margin.portfolio.Fixtures.VENUES;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.calm;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.market;
import static io.setoff.risk.margin.portfolio.Fixtures.open;
import static io.setoff.risk.margin.portfolio.Fixtures.parameters;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static io.setoff.risk.margin.portfolio.Fixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.requirement.HoldingAttribution;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.NettingSet;
import io.setoff.risk.market.MarketSnapshot;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;

/** Cases whose arithmetic is shown: one underlying, and what holds for every book. */
class PortfolioMarginTest {
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

  private static NettingRules oneAgreement(NettingSet agreement) {
    return new NettingRules(
        "one-agreement",
        1,
        List.of(agreement),
        List.of(),
        0,
        Duration.ofHours(1),
        Collections.emptySortedMap(),
        0.5);
  }

  @Example
  void anAgreementNetsTwoVenues() {
    NettingSet agreement =
        new NettingSet(
            "agreement",
            new TreeSet<>(List.of(VENUES.get(0))),
            new TreeSet<>(List.of(new AccountKey(VENUES.get(1), "main"))));
    NettingRules rules = oneAgreement(agreement);
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
    NettingRules rules = oneAgreement(agreement);
    PortfolioMarginResult result =
        open(
                List.of(
                    holding("a", 0, new Spot(ETH), 10),
                    holding("b", 1, perpetual(ETH), -4),
                    holding("c", 2, new Spot(ETH), -20)),
                rules)
            .margin();
    double[] inSet = result.attribution().stream().mapToDouble(HoldingAttribution::inSet).toArray();
    assertThat(inSet[0] + inSet[1]).isCloseTo(setTotal(result, "agreement"), within(1e-9));
    assertThat(inSet[0]).as("it is what makes the set long").isPositive();
    assertThat(inSet[2]).isCloseTo(setTotal(result, VENUES.get(2) + "#main"), within(1e-9));
    assertThat(result.attribution().getFirst().contribution())
        .as("but it hedges the whole, which is short")
        .isNegative();
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
