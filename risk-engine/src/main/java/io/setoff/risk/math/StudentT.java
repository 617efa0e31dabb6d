package io.setoff.risk.math;

import io.setoff.risk.input.Require;

/**
 * Student's t distribution; its variance is {@code degrees / (degrees - 2)}.
 *
 * @param degrees of freedom, not necessarily whole; above 2 so that there is a variance, at most
 *     1,000
 */
public record StudentT(double degrees) {
  private static final double MOST_DEGREES = 1_000;
  private static final int MOST_STEPS = 100;
  private static final double CLOSE = 1e-15;

  /** Refuses degrees of freedom outside of the range. */
  public StudentT {
    Require.that(
        degrees > 2 && degrees <= MOST_DEGREES,
        "degrees",
        "must be above 2 and at most 1000, is " + degrees);
  }

  /**
   * Probability of a value of at most {@code x}; relative error below 1e-12.
   *
   * <p>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.1.
   */
  public double cdf(double x) {
    double square = x * x;
    double tail =
        IncompleteBeta.of(
                degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square))
            / 2;
    return x <= 0 ? tail : 1 - tail;
  }

  /** Density at {@code x}. */
  public double density(double x) {
    return StrictMath.exp(
            LogGamma.of((degrees + 1) / 2)
                - LogGamma.of(degrees / 2)
                - (degrees + 1) / 2 * StrictMath.log1p(x * x / degrees))
        / Math.sqrt(degrees * Math.PI);
  }

  /**
   * The value that is not exceeded with probability {@code p}, of 1e-100 to 1 - 1e-16: the root of
   * {@link #cdf} by Newton's method, kept between two bounds; relative error below 1e-11.
   */
  public double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    double low = -1;
    while (cdf(low) > p) {
      low *= 2;
    }
    double high = low == -1 ? 0 : low / 2;
    double x = (low + high) / 2;
    for (int step = 0; step < MOST_STEPS; step++) {
      double excess = cdf(x) - p;
      if (excess > 0) {
        high = x;
      } else {
        low = x;
      }
      double next = x - excess / density(x);
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - x) <= CLOSE * Math.abs(x)) {
        return next;
      }
      x = next;
    }
    return x;
  }

  /** What its values are multiplied by for a variance of 1. */
  public double unitVariance() {
    return Math.sqrt((degrees - 2) / degrees);
  }
}
