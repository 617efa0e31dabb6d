package io.setoff.risk.pricing;

/**
 * The exponential function and the Mills ratio of the normal distribution as polynomials of our
 * own: the same bits on every machine, and for one number as for a vector of them.
 *
 * <p>The coefficients are minimax fits, made in 50-digit arithmetic.
 */
final class Gaussian {
  /** 1 / sqrt(2 pi). */
  static final double DENSITY_AT_0 = 0.3989422804014327;

  /** Below it {@link #exp} stays at its value there, 1e-304. */
  static final double LEAST_EXPONENT = -700;

  static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts; the first ends in zeros, so that a whole multiple of it is exact. */
  static final double LN2_HIGH = 0x1.62e42fefa38p-1;

  static final double LN2_LOW = 0x1.ef35793c7673p-45;

  /** 1.5 * 2^52. Adding it leaves a small number, rounded to a whole one, in the lowest bits. */
  static final double ROUNDER = 0x1.8p52;

  /** Bit at which the exponent of a double begins. */
  static final int EXPONENT_BIT = 52;

  /** e^x on [-ln 2 / 2, ln 2 / 2], by power of x; relative error 1.7e-17. */
  static final double E2 = 0.5000000000000019;

  static final double E3 = 0.1666666666666668;
  static final double E4 = 0.04166666666648795;
  static final double E5 = 0.008333333333319589;
  static final double E6 = 0.0013888888952352863;
  static final double E7 = 0.00019841269890076403;
  static final double E8 = 2.4801485441561313e-05;
  static final double E9 = 2.755724088722987e-06;
  static final double E10 = 2.763265472252779e-07;
  static final double E11 = 2.5110049204818658e-08;

  /**
   * (1 + x) times the ratio on [0, 9], by power of t = (x - 6) / (x + 6). Relative error 8e-15,
   * less below x = 3, so that a tail is right to 1.6e-17; beyond 9, where a tail is below 1.2e-19,
   * 2e-4.
   */
  private static final double M0 = 1.136643626278078;

  private static final double M1 = -0.21312697721616145;
  private static final double M2 = 0.09979244245833499;
  private static final double M3 = -0.01096245501058442;
  private static final double M4 = -0.040460783567014075;
  private static final double M5 = 0.05663092042613828;
  private static final double M6 = -0.04954721025997222;
  private static final double M7 = 0.033204881656933326;
  private static final double M8 = -0.017696745685877507;
  private static final double M9 = 0.007358376763196941;
  private static final double M10 = -0.0021744509857393015;
  private static final double M11 = 0.0003155402683571565;
  private static final double M12 = 0.00012897086039431288;
  private static final double M13 = -2.0252865162725554e-05;
  private static final double M14 = 5.088050055116267e-05;
  private static final double M15 = 2.6007200163271425e-05;
  private static final double M16 = 3.448939625299216e-06;

  private Gaussian() {}

  /** e to the power {@code x}, which is at most 0 and finite. */
  static double exp(double x) {
    double bounded = x < LEAST_EXPONENT ? LEAST_EXPONENT : x;
    double shifted = Math.fma(bounded, LOG2_E, ROUNDER);
    double twos = shifted - ROUNDER;
    double r = Math.fma(twos, -LN2_LOW, Math.fma(twos, -LN2_HIGH, bounded));
    double p = Math.fma(E11, r, E10);
    p = Math.fma(p, r, E9);
    p = Math.fma(p, r, E8);
    p = Math.fma(p, r, E7);
    p = Math.fma(p, r, E6);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, 1);
    p = Math.fma(p, r, 1);
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(p) + (Double.doubleToRawLongBits(shifted) << EXPONENT_BIT));
  }

  /** The Mills ratio (1 - Phi(x)) / phi(x) at {@code |x|}, which is at most 1e145. */
  static double mills(double x) {
    double a = Math.abs(x);
    double u = a + 6;
    double v = a + 1;
    double inverse = 1 / (u * v);
    double t = (a - 6) * v * inverse;
    double t2 = t * t;
    double even = Math.fma(M16, t2, M14);
    even = Math.fma(even, t2, M12);
    even = Math.fma(even, t2, M10);
    even = Math.fma(even, t2, M8);
    even = Math.fma(even, t2, M6);
    even = Math.fma(even, t2, M4);
    even = Math.fma(even, t2, M2);
    even = Math.fma(even, t2, M0);
    double odd = Math.fma(M15, t2, M13);
    odd = Math.fma(odd, t2, M11);
    odd = Math.fma(odd, t2, M9);
    odd = Math.fma(odd, t2, M7);
    odd = Math.fma(odd, t2, M5);
    odd = Math.fma(odd, t2, M3);
    odd = Math.fma(odd, t2, M1);
    double p = Math.fma(odd, t, even);
    return p * u * inverse;
  }
}
