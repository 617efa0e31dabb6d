package io.setoff.risk.pricing;

/**
 * The exponential function and the tail of the normal distribution from polynomials of our own: the
 * same bits on every machine, and for one number as for a vector of them.
 *
 * <p>The coefficients are minimax fits, made in 60-digit arithmetic.
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
   * The scaled tail on [0, 9] as a quotient P / Q, by power of x. Relative error 1.3e-14, less
   * below x = 3, so that a tail is right to 5e-17. Beyond 9, where a tail is below 1.2e-19, it goes
   * on like 1 / x, as it should.
   */
  static final double P0 = 0.5;

  static final double P1 = 0.5967059136900984;
  static final double P2 = 0.3550609995732357;
  static final double P3 = 0.1302697315188012;
  static final double P4 = 0.031379504212651996;
  static final double P5 = 0.004935936320745945;
  static final double P6 = 0.0004701195466152259;
  static final double P7 = 2.108025281493091e-05;
  static final double Q1 = 1.9912963881830503;
  static final double Q2 = 1.7989466432606753;
  static final double Q3 = 0.9662045415732694;
  static final double Q4 = 0.3388135878448647;
  static final double Q5 = 0.07983457203133289;
  static final double Q6 = 0.012425426198443489;
  static final double Q7 = 0.0011784140976811768;
  static final double Q8 = 5.284036983737699e-05;

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

  /** (1 - Phi(|x|)) e^(x^2 / 2), for x of at most 1e38. */
  static double scaledTail(double x) {
    double a = Math.abs(x);
    double p = Math.fma(P7, a, P6);
    p = Math.fma(p, a, P5);
    p = Math.fma(p, a, P4);
    p = Math.fma(p, a, P3);
    p = Math.fma(p, a, P2);
    p = Math.fma(p, a, P1);
    p = Math.fma(p, a, P0);
    double q = Math.fma(Q8, a, Q7);
    q = Math.fma(q, a, Q6);
    q = Math.fma(q, a, Q5);
    q = Math.fma(q, a, Q4);
    q = Math.fma(q, a, Q3);
    q = Math.fma(q, a, Q2);
    q = Math.fma(q, a, Q1);
    q = Math.fma(q, a, 1);
    return p / q;
  }
}
