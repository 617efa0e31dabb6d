package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.joint;
import static io.setoff.risk.margin.portfolio.Fixtures.parameters;
import static io.setoff.risk.margin.portfolio.Fixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.profile.RiskGap.Kind;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.market.ExpiryMarket;
import io.setoff.risk.market.GridSurface;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import net.jqwik.api.Example;

/** What is known and doubted is told, and adds to what is required. */
class DoubtedDataTest {
  private static final NettingRules RULES = NettingRules.recognising("half", 0.5);

  private static List<RiskGap> gaps(PortfolioMargin engine, Holding... holdings) {
    return List.copyOf(engine.open(book(List.of(holdings), RULES)).gaps());
  }

  @Example
  void aHistoryThatIsNotUsedIsToldWithItsReason() {
    HistoryGap split = new HistoryGap(ETH, HistoryGap.Reason.SPLIT, "closes are cut in ten");
    HistoryGap none = new HistoryGap(BTC, HistoryGap.Reason.MISSING, "no price history");
    JointInputs joint =
        new JointInputs(Fixtures.correlations(), List.of(), List.of(), List.of(split, none));
    PortfolioMargin engine = new PortfolioMargin(Fixtures.market(), Fixtures.parameters(), joint);
    assertThat(gaps(engine, holding("a", 0, new Spot(ETH), 1), holding("b", 0, new Spot(BTC), 1)))
        .contains(new RiskGap(Kind.HISTORY, "crypto:ETH: closes are cut in ten"))
        .filteredOn(gap -> gap.kind() == Kind.HISTORY)
        .hasSize(1);
    assertThat(gaps(engine, holding("b", 0, new Spot(BTC), 1)))
        .noneMatch(gap -> gap.kind() == Kind.HISTORY);
  }

  @Example
  void volatilitiesThatCouldBeArbitragedAreTold() {
    GridSurface falling =
        new GridSurface(
            GridSurface.Axis.LOG_MONEYNESS,
            List.of(
                new GridSurface.Smile(0.1, List.of(-2.0, 2.0), List.of(0.9, 0.9)),
                new GridSurface.Smile(1, List.of(-2.0, 2.0), List.of(0.2, 0.2))),
            new Observation("test", Fixtures.NOW));
    UnderlyingMarket known = Fixtures.market(ETH, 3000, 0.04, 1e12);
    MarketSnapshot market =
        snapshot(
            new UnderlyingMarket(
                ETH,
                known.spot(),
                known.perpetualMark(),
                known.forwards(),
                known.rate(),
                Optional.of(falling),
                known.dailyVolatility(),
                known.dailyVolume(),
                known.halfSpread(),
                1,
                known.observation()));
    PortfolioMargin engine = new PortfolioMargin(market, parameters(), joint(market));
    assertThat(gaps(engine, holding("a", 0, call(ETH, 3000), 1)))
        .containsExactly(
            new RiskGap(
                Kind.VOLATILITY_ARBITRAGE,
                "crypto:ETH: total variance falls from 0.1 to 1.0 years at -2.0"));
    assertThat(gaps(engine, holding("a", 0, new Spot(ETH), 1))).isEmpty();
  }

  @Example
  void aDoubtedPriceAndALostPegAdd() {
    UnderlyingId usdc = new UnderlyingId("crypto:USDC");
    UnderlyingMarket known = Fixtures.market(usdc, 0.95, 0.01, 1e12);
    UnderlyingMarket doubted =
        new UnderlyingMarket(
            usdc,
            known.spot(),
            known.perpetualMark(),
            known.forwards(),
            known.rate(),
            known.volatilities(),
            known.dailyVolatility(),
            known.dailyVolume(),
            known.halfSpread(),
            0.4,
            known.observation());
    MarketSnapshot market = snapshot(doubted);
    RequirementTotals totals =
        new PortfolioMargin(market, Fixtures.pegged(usdc), joint(market))
            .open(book(List.of(holding("a", 0, new Spot(usdc), 1000)), RULES))
            .totals();
    // (1 - 0.4) * 1 and (0.99 - 0.95) * 4 of 950.
    assertThat(totals.all().part(MarginPart.ORACLE)).isCloseTo(950 * (0.6 + 0.16), within(1e-9));
  }

  @Example
  void doubtedQuotesOfAnExpiryAddForWhatExpiresThen() {
    UnderlyingMarket known = Fixtures.market().of(ETH).orElseThrow();
    ExpiryMarket doubted =
        new ExpiryMarket(0, OptionalDouble.empty(), 0.5, Collections.emptySortedMap());
    UnderlyingMarket eth =
        new UnderlyingMarket(
            ETH,
            known.spot(),
            known.perpetualMark(),
            known.forwards(),
            known.rate(),
            known.volatilities(),
            known.dailyVolatility(),
            known.dailyVolume(),
            known.halfSpread(),
            known.confidence(),
            known.confidences(),
            new TreeMap<>(Map.of(Fixtures.MARCH, doubted)),
            known.observation());
    MarketSnapshot market = snapshot(eth);
    PortfolioMarginResult result =
        new PortfolioMargin(market, parameters(), joint(market))
            .margin(
                book(
                    List.of(
                        holding("a", 0, new Spot(ETH), 5), holding("b", 0, call(ETH, 3000), -2)),
                    RULES));
    // (1 - 0.5) * 1 of 3,000, for two options.
    assertThat(result.totals().all().part(MarginPart.ORACLE)).isCloseTo(2 * 1500, within(1e-9));
    assertThat(result.attribution().get(1).parts().getOrDefault(MarginPart.ORACLE, 0.0))
        .isCloseTo(2 * 1500, within(1e-9));
  }
}
