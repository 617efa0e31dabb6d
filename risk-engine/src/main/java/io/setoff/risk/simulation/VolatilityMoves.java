package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;

/**
 * How implied volatilities move: {@code d ln sigma = beta r + (30 / days)^power xi}, with r the log
 * return of the underlying and xi a number of its own with the copula's distribution. Without paths
 * of a model, xi is 0.
 *
 * @param beta change of the logarithm of volatility per unit of log return
 * @param deviation standard deviation of xi over one day
 * @param common share of xi's variance that all underlyings have in common, 0 to 1
 * @param power how much more short expiries move
 * @param floorDays shortest time to expiry that counts, days, above 0
 */
public record VolatilityMoves(
    double beta, double deviation, double common, double power, double floorDays) {
  /** Volatilities that stay. */
  public static final VolatilityMoves NONE = new VolatilityMoves(0, 0, 0, 0, 1);

  private static final double LARGEST = 20;
  private static final double LARGEST_POWER = 2;

  void check(String field) {
    Require.within(field + ".beta", beta, -LARGEST, LARGEST);
    Require.within(field + ".deviation", deviation, 0, 1);
    Require.within(field + ".common", common, 0, 1);
    Require.within(field + ".power", power, 0, LARGEST_POWER);
    Require.positive(field + ".floor_days", floorDays);
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(beta).add(deviation).add(common).add(power).add(floorDays);
  }
}
