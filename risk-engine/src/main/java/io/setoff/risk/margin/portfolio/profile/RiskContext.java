package io.setoff.risk.margin.portfolio.profile;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.OffsetRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.margin.portfolio.rules.VenueTerms;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.math.CorrelationMatrix;
import io.setoff.risk.pricing.PreparedMoves;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Market, parameters and joint inputs, checked and brought into the order of underlyings. */
public final class RiskContext {
  /** A change of a correlation that is told. */
  private static final double CLIPPED = 1e-3;

  private final MarketSnapshot market;
  private final PortfolioParameters parameters;
  private final JointInputs joint;
  private final List<UnderlyingId> underlyings;
  private final Map<UnderlyingId, Integer> index = new HashMap<>();
  private final List<UnderlyingScenarios> grids = new ArrayList<>();
  private final List<PreparedMoves> moves = new ArrayList<>();
  private final PreparedMoves stresses;
  private final List<UnderlyingTerms> terms = new ArrayList<>();
  private final double[] coverFactors;
  private final boolean[][] correlated;
  private final CorrelationMatrix stated;
  private final CorrelationMatrix possible;
  private final CorrelationMatrix correlations;

  /** A context; throws when an input cannot be used. */
  public RiskContext(MarketSnapshot market, PortfolioParameters parameters, JointInputs joint) {
    market.check("market");
    parameters.check("parameters");
    joint.check("joint");
    this.market = market;
    this.parameters = parameters;
    this.joint = joint;
    underlyings =
        market.underlyings().keySet().stream().filter(u -> !u.equals(UnderlyingId.USD)).toList();
    coverFactors = new double[underlyings.size()];
    correlated = new boolean[underlyings.size()][underlyings.size()];
    stated = stated();
    possible = stated.completed(correlated).nearest();
    OffsetRules rules = parameters.offset();
    correlations =
        possible.shrunk(rules.shrinkage(), rules.correlationCap()).positiveSemidefinite();
    UnderlyingScenarios common = new UnderlyingScenarios(parameters.scenarios(), true);
    stresses = PreparedMoves.of(joint.stresses());
    for (int u = 0; u < underlyings.size(); u++) {
      index.put(underlyings.get(u), u);
      ScenarioSet own = parameters.scenariosByUnderlying().get(underlyings.get(u));
      grids.add(own == null ? common : new UnderlyingScenarios(own, false));
      moves.add(PreparedMoves.alone(underlyings.get(u), grids.get(u).shocks));
      terms.add(UnderlyingTerms.of(known(u), parameters));
      coverFactors[u] =
          grids
              .get(u)
              .coverFactor(parameters.fallbacks().shortfallDeviations() * dailyVolatility(u));
    }
  }

  /** Correlations as they are stated or estimated, 0 where they are not known. */
  private CorrelationMatrix stated() {
    double[][] estimates = new double[underlyings.size()][underlyings.size()];
    for (int u = 0; u < underlyings.size(); u++) {
      correlated[u][u] = true;
      for (int w = 0; w < u; w++) {
        OptionalDouble estimate = joint.correlations().of(underlyings.get(w), underlyings.get(u));
        estimates[u][w] = estimate.orElse(0);
        correlated[u][w] = estimate.isPresent();
        correlated[w][u] = estimate.isPresent();
      }
    }
    return CorrelationMatrix.of(estimates);
  }

  public MarketSnapshot market() {
    return market;
  }

  public PortfolioParameters parameters() {
    return parameters;
  }

  public JointInputs joint() {
    return joint;
  }

  /** Every underlying that has a price, dollars excepted, in order. */
  public List<UnderlyingId> underlyings() {
    return underlyings;
  }

  public boolean isPriced(UnderlyingId underlying) {
    return index.containsKey(underlying);
  }

  /** Place of a priced underlying in {@link #underlyings()}. */
  public int indexOf(UnderlyingId underlying) {
    Integer at = index.get(underlying);
    if (at == null) {
      throw new IllegalArgumentException(underlying + " has no price");
    }
    return at;
  }

  private UnderlyingMarket known(int u) {
    return market.of(underlyings.get(u)).orElseThrow();
  }

  public UnderlyingScenarios grid(int u) {
    return grids.get(u);
  }

  /** The moves of a grid, of its underlying alone; prepared once for all instruments. */
  PreparedMoves moves(int u) {
    return moves.get(u);
  }

  /** The moves of {@link JointInputs#stresses()}, prepared once for all instruments. */
  PreparedMoves stresses() {
    return stresses;
  }

  /** What losses of an underlying that is not simulated are multiplied by, at least 1. */
  public double coverFactor(int u) {
    return coverFactors[u];
  }

  public UnderlyingTerms terms(int u) {
    return terms.get(u);
  }

  /** Whether the correlation of two underlyings is known. */
  public boolean correlated(int w, int u) {
    return correlated[w][u];
  }

  /**
   * Whether the correlation of two underlyings cannot be what it is said to be, beside all others:
   * that of the nearest possible matrix is taken.
   */
  public boolean isImpossible(int w, int u) {
    return correlated[w][u] && Math.abs(possible.get(w, u) - stated.get(w, u)) > CLIPPED;
  }

  /** Shrunk and capped correlation of two underlyings; 0 when it is not known, 1 of one itself. */
  public double correlation(int w, int u) {
    return correlated[w][u] ? correlations.get(w, u) : 0;
  }

  /** Standard deviation of a day's log return, or the fallback. */
  public double dailyVolatility(int u) {
    return terms.get(u).dailyVolatility();
  }

  /** Spot, USD per unit. */
  public double spot(int u) {
    return terms.get(u).spot();
  }

  public VenueTerms venue(String venue) {
    return parameters.venues().getOrDefault(venue, parameters.fallbacks().venue());
  }
}
