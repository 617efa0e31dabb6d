package io.setoff.gateway.config;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.scenario.ScenarioSet;
import io.setoff.risk.simulation.SimulationParameters;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What margin and risk are calculated with; see docs/configuration.md for each value.
 *
 * @param workers that calculate
 * @param parameters of the portfolio margin
 * @param netting who may net with whom
 * @param markets what is known of markets besides prices
 * @param correlations of daily returns
 * @param histories of daily closes
 * @param simulation what is simulated from them
 */
public record RiskConfig(
    Workers workers,
    PortfolioParameters parameters,
    NettingRules netting,
    SortedMap<UnderlyingId, MarketData> markets,
    Correlations correlations,
    HistorySet histories,
    SimulationParameters simulation) {

  public RiskConfig {
    markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
  }

  /**
   * Threads for work that takes a processor's time.
   *
   * @param threads at least 1
   * @param queue how many calls may wait, at least 1
   * @param patience after this time, waiting included, a call is given up
   */
  public record Workers(int threads, int queue, Duration patience) {}

  /**
   * What the operator says of the market of an underlying. What is empty is not known.
   *
   * @param source where the numbers are from, for the audit trail
   * @param dailyVolatility standard deviation of a day's log return
   * @param dailyVolume units traded on an average day
   * @param halfSpread half of bid to ask, relative
   * @param volatility of its options, per square root of a year
   * @param rate continuously compounded, per year
   * @param stressAs the underlying of the stress library that it moves as
   */
  public record MarketData(
      String source,
      OptionalDouble dailyVolatility,
      OptionalDouble dailyVolume,
      OptionalDouble halfSpread,
      OptionalDouble volatility,
      double rate,
      Optional<UnderlyingId> stressAs) {
    public static final MarketData UNKNOWN =
        new MarketData(
            "not configured",
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            Optional.empty());
  }

  public MarketData market(UnderlyingId underlying) {
    return markets.getOrDefault(underlying, MarketData.UNKNOWN);
  }

  /** The parameters with another grid of scenarios. */
  public PortfolioParameters parameters(ScenarioSet grid) {
    return new PortfolioParameters(
        parameters.id(),
        parameters.version(),
        grid,
        parameters.scenariosByUnderlying(),
        parameters.offset(),
        parameters.closing(),
        parameters.venues(),
        parameters.oracle(),
        parameters.fallbacks());
  }
}
