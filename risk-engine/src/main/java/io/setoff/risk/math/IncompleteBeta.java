package io.setoff.risk.math;

/**
 * The regularised incomplete beta function I_x(a, b).
 *
 * <p>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8 (the continued
 * fraction), evaluated by Lentz's method (Applied Optics 15 (1976) 668-671).
 */
final class IncompleteBeta {
  private static final double TINY = 1e-300;
  private static final double CLOSE = 1e-16;
  private static final int MOST_TERMS = 1_000;

  private IncompleteBeta() {}

  /**
   * I_x(a, b).
   *
   * @param x 0 to 1
   * @param complement 1 - x, given apart so that it keeps its digits
   */
  static double of(double a, double b, double x, double complement) {
    if (x == 0 || complement == 0) {
      return x;
    }
    return x <= (a + 1) / (a + b + 2)
        ? front(a, b, x, complement) * fraction(a, b, x) / a
        : 1 - front(a, b, x, complement) * fraction(b, a, complement) / b;
  }

  private static double front(double a, double b, double x, double complement) {
    return StrictMath.exp(
        a * StrictMath.log(x)
            + b * StrictMath.log(complement)
            + LogGamma.of(a + b)
            - LogGamma.of(a)
            - LogGamma.of(b));
  }

  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / notZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / notZero(1 + even * d);
      c = notZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / notZero(1 + odd * d);
      c = notZero(1 + odd / c);
      double factor = d * c;
      value *= factor;
      if (Math.abs(factor - 1) <= CLOSE) {
        break;
      }
    }
    return value;
  }

  private static double notZero(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }
}
