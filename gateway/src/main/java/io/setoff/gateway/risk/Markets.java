package io.setoff.gateway.risk;

import io.setoff.gateway.config.RiskConfig;
import io.setoff.gateway.config.RiskConfig.MarketData;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolSurface;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.simulation.MoveSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The markets that a portfolio is in: prices are those that valued it, all else is what the
 * operator has configured. What nobody says stays unknown.
 */
final class Markets {
  /** A source that misses its promises, or that others contradict, is doubted in full. */
  private static final double DOUBTED = 0;

  private static final double TRUSTED = 1;

  private final RiskConfig config;
  private final JointMarkets joint;
  private final Stresses stresses;

  Markets(RiskConfig config, Stresses stresses) {
    this.config = config;
    this.stresses = stresses;
    this.joint = new JointMarkets(config);
  }

  /** How the markets of a snapshot move together. */
  JointInputs together(MarketSnapshot market) {
    JointMarkets.Day day = joint.on(market.asOf());
    double confidence = config.simulation().shortfallConfidence();
    String hash = RecordHash.hex(market);
    return new JointInputs(
        day.correlations(),
        day.moves().stream()
            .<JointScenarios>map(
                moves -> SimulatedMoves.of(moves, confidence, day.hash(), market, hash))
            .toList(),
        stresses.moves(market),
        day.gaps());
  }

  /** The simulations of a snapshot's day. */
  List<MoveSet> simulations(MarketSnapshot market) {
    return joint.on(market.asOf()).moves().stream().map(JointMarkets.Moves::set).toList();
  }

  /** Every underlying of the holdings and of the configuration that has a price. */
  MarketSnapshot of(PortfolioView portfolio, Collection<Holding> holdings) {
    TreeSet<UnderlyingId> wanted = new TreeSet<>(config.markets().keySet());
    holdings.forEach(holding -> wanted.addAll(holding.instrument().underlyings()));
    TreeMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>();
    for (UnderlyingId underlying : wanted) {
      portfolio
          .prices()
          .of(underlying, Policy.ECONOMIC)
          .ifPresent(
              price -> markets.put(underlying, market(underlying, price, portfolio.prices())));
    }
    return new MarketSnapshot(asOf(portfolio.cut()), markets);
  }

  /** Time of the newest block: chains have no common clock. */
  static Instant asOf(Cut cut) {
    return cut.points().stream()
        .flatMap(point -> point.state().stream())
        .map(state -> state.block().time())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private UnderlyingMarket market(UnderlyingId underlying, Price price, ChosenPrices prices) {
    MarketData data = config.market(underlying);
    return new UnderlyingMarket(
        underlying,
        price.px().doubleValue(),
        OptionalDouble.empty(),
        Collections.emptySortedMap(),
        data.rate(),
        data.volatility().stream().mapToObj(v -> (VolSurface) new VolSurface.Flat(v)).findFirst(),
        data.dailyVolatility(),
        data.dailyVolume(),
        data.halfSpread(),
        prices.gap(underlying).isPresent() ? DOUBTED : TRUSTED,
        new Observation(price.source() + "; " + data.source(), price.observedAt()));
  }
}
