package io.setoff.risk.market;

import io.setoff.risk.input.Require;

/**
 * One expiry in the raw SVI form: total variance {@code w(k) = a + b (rho (k - m) + sqrt((k - m)^2
 * + sigma^2))} at the log-moneyness {@code k = ln(strike / forward)}.
 *
 * <p>Source: Gatheral and Jacquier, Arbitrage-free SVI volatility surfaces, Quantitative Finance 14
 * (2014) 59-71.
 *
 * @param years to expiry, above 0
 * @param a level of variance
 * @param b slope of the wings, at least 0
 * @param rho tilt, between -1 and 1
 * @param m shift of the smile
 * @param sigma roundness at the money, above 0
 */
public record SviSlice(double years, double a, double b, double rho, double m, double sigma)
    implements TermStructure.Slice {
  /** Log-moneyness beyond which the volatility stays: strikes of 5 % and 2,000 % of the forward. */
  static final double FAR = 3;

  /**
   * Steepest wing of total variance without arbitrage: Lee, The moment formula for implied
   * volatility at extreme strikes, Mathematical Finance 14 (2004) 469-480.
   */
  private static final double STEEPEST_WING = 2;

  private static final double LARGEST = 100;
  private static final int GRID = 600;

  /** What rounding may take from a density of 0. */
  private static final double ROUNDING = 1e-9;

  /** Total variance at log-moneyness {@code k}. */
  public double variance(double k) {
    double x = Math.max(-FAR, Math.min(FAR, k)) - m;
    return a + b * (rho * x + Math.sqrt(x * x + sigma * sigma));
  }

  /**
   * Gatheral and Jacquier's g, formula 2.1: the risk-neutral density at {@code k} up to a positive
   * factor. Below 0 a butterfly of three options costs less than nothing.
   */
  public double density(double k) {
    double x = k - m;
    double root = Math.sqrt(x * x + sigma * sigma);
    double w = a + b * (rho * x + root);
    double slope = b * (rho + x / root);
    double curvature = b * sigma * sigma / (root * root * root);
    double skew = 1 - k * slope / (2 * w);
    return skew * skew - slope * slope / 4 * (1 / w + 0.25) + curvature / 2;
  }

  void check(String field) {
    Require.positive(field + ".years", years);
    Require.within(field + ".a", a, -LARGEST, LARGEST);
    Require.within(field + ".b", b, 0, LARGEST);
    Require.within(field + ".rho", rho, -1, 1);
    Require.that(Math.abs(rho) < 1, field + ".rho", "must be between -1 and 1, is " + rho);
    Require.within(field + ".m", m, -LARGEST, LARGEST);
    Require.within(field + ".sigma", sigma, 0, LARGEST);
    Require.that(sigma > 0, field + ".sigma", "must be greater than 0");
    double least = a + b * sigma * Math.sqrt(1 - rho * rho);
    Require.that(least > 0, field, "must have a total variance above 0, its least is " + least);
    double wing = b * (1 + Math.abs(rho));
    Require.that(
        wing <= STEEPEST_WING, field, "must have wings of a slope of at most 2, is " + wing);
    for (int i = 0; i <= GRID; i++) {
      double k = -FAR + 2 * FAR * i / GRID;
      Require.that(
          density(k) >= -ROUNDING,
          field,
          "must be free of butterfly arbitrage, is not at k = " + k);
    }
  }
}
