package io.setoff.risk.math;

/**
 * Logarithm of the gamma function, for arguments above 0; error below 1e-14 of the larger of the
 * value and 1.
 *
 * <p>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.40 (Stirling's series)
 * after 6.1.15 has taken the argument to where the series is exact enough.
 */
final class LogGamma {
  private static final double SERIES_FROM = 16;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private LogGamma() {}

  static double of(double x) {
    double product = 1;
    double y = x;
    while (y < SERIES_FROM) {
      product *= y;
      y++;
    }
    double square = 1 / (y * y);
    double series =
        (1 / 12.0
                - square
                    * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square / 1188.0))))
            / y;
    return (y - 0.5) * StrictMath.log(y) - y + HALF_LOG_TWO_PI + series - StrictMath.log(product);
  }
}
