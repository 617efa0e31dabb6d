package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.HistoryRules;
import io.setoff.risk.provenance.Fingerprint;

/**
 * Everything that the simulations take for granted.
 *
 * @param id names the set
 * @param version goes up with every change of a value
 * @param history which past is used
 * @param filter how volatilities and correlations are estimated
 * @param volatilities how implied volatilities move with prices
 * @param unknown what is charged for an underlying without a past
 * @param monteCarlo the model that paths are drawn from
 * @param horizonDays days ahead, at least 1
 * @param largestMove logarithm of a price's largest move; larger ones are cut to it
 * @param varConfidence of the value at risk, as 0.99
 * @param shortfallConfidence of the expected shortfall, as 0.975
 */
public record SimulationParameters(
    String id,
    int version,
    HistoryRules history,
    EwmaFilter filter,
    VolatilityMoves volatilities,
    AdverseMoves.Rule unknown,
    MonteCarloModel monteCarlo,
    int horizonDays,
    double largestMove,
    double varConfidence,
    double shortfallConfidence) {
  private static final int LONGEST_HORIZON = 30;
  private static final double SMALLEST_LIMIT = 0.5;
  private static final double LARGEST_LIMIT = 10;
  private static final double HIGHEST_CONFIDENCE = 0.99999;

  /**
   * One day, 500 days of history, 10,000 paths of a t copula with 4 degrees of freedom.
   *
   * <p>Decays are those of RiskMetrics, Technical Document (1996), 0.94 for volatility and 0.97 for
   * correlation. The volatility moves and the charge for an unknown past are estimates to be
   * calibrated.
   */
  public static final SimulationParameters DEFAULT =
      new SimulationParameters(
          "setoff-simulation",
          1,
          HistoryRules.DEFAULT,
          new EwmaFilter(0.94, 0.97, 0.0001),
          new VolatilityMoves(-1.5, 0.08, 0.8, 0.3, 1),
          new AdverseMoves.Rule(3, 0.15, 0.5, 0.3, 1),
          new MonteCarloModel(10_000, new Copula.Student(4), new Marginal.Student(4)),
          1,
          2,
          0.99,
          0.975);

  /** Throws when a number cannot be used; {@code field} is the path of this set. */
  public void check(String field) {
    history.check(field + ".history");
    filter.check(field + ".filter");
    volatilities.check(field + ".volatilities");
    unknown.check(field + ".unknown");
    monteCarlo.check(field + ".monte_carlo");
    Require.within(field + ".horizon_days", horizonDays, 1, LONGEST_HORIZON);
    Require.within(field + ".largest_move", largestMove, SMALLEST_LIMIT, LARGEST_LIMIT);
    Require.within(field + ".var_confidence", varConfidence, 0.5, HIGHEST_CONFIDENCE);
    Require.within(field + ".shortfall_confidence", shortfallConfidence, 0.5, HIGHEST_CONFIDENCE);
  }

  /** SHA-256 over all values, hex. */
  public String hash() {
    Fingerprint fingerprint = Fingerprint.of("simulation-parameters").add(id).add(version);
    history.addTo(fingerprint);
    filter.addTo(fingerprint);
    volatilities.addTo(fingerprint);
    unknown.addTo(fingerprint);
    monteCarlo.addTo(fingerprint);
    return fingerprint
        .add(horizonDays)
        .add(largestMove)
        .add(varConfidence)
        .add(shortfallConfidence)
        .hex();
  }

  /** A log move, cut to the largest one. */
  double cut(double logMove) {
    return Math.max(-largestMove, Math.min(largestMove, logMove));
  }
}
