package io.setoff.risk.pricing;

import io.setoff.risk.Require;
import io.setoff.risk.instrument.OptionType;

/**
 * European options on a forward, undiscounted: multiply by the discount factor.
 *
 * <p>Source: Black, The pricing of commodity contracts, Journal of Financial Economics 3 (1976).
 * With s = volatility * sqrt(years), d1 = ln(F / K) / s + s / 2 and d2 = d1 - s a call is F Phi(d1)
 * - K Phi(d2). Since F phi(d1) = K phi(d2), one exponential and the Mills ratio R serve both terms:
 * F Phi(-x) = F phi(d1) R(x) for x = d1 > 0, and likewise with K at d2.
 *
 * <p>A price is within 1e-14 * max(F, K) of the exact one. At a time, volatility, strike or forward
 * of 0 it is what the option pays.
 */
public final class Black76 {
  /**
   * Stands for a volatility, and for a square root of time, of 0: no quotient is infinite, and what
   * is left of the time value is below any double.
   */
  static final double LEAST = 1e-70;

  /** Added to ln(F / K): at F = K with nothing left of s, d1 is not 0 / 0 but far out. */
  static final double KINK = 1e-30;

  /** Stands for the logarithm of an endless ratio: as good as that for every s above 1e-70. */
  private static final double LARGEST_LOGARITHM = 1e4;

  private Black76() {}

  /**
   * Price and sensitivities of one unit, undiscounted.
   *
   * @param price USD
   * @param delta USD per USD of the forward
   * @param gamma delta per USD of the forward
   * @param vega USD per 1.00 of volatility, which is 100 percentage points
   * @param theta USD per year that passes, at the same forward; at most 0
   */
  public record Greeks(double price, double delta, double gamma, double vega, double theta) {}

  /**
   * Price, USD.
   *
   * @param forward USD, at least 0
   * @param strike USD, at least 0
   * @param volatility per square root of a year, at least 0
   * @param years to expiry, at least 0
   */
  public static double price(
      OptionType type, double forward, double strike, double volatility, double years) {
    check(forward, strike, volatility, years);
    return price(
        forward,
        strike,
        logarithm(forward, strike),
        signedDeviation(volatility, signedRoot(type, years)));
  }

  /**
   * Price and sensitivities; parameters as in {@link #price}.
   *
   * <p>Where the time value is 0 they are those of what the option pays, at F = K those on the side
   * of a higher forward.
   */
  public static Greeks greeks(
      OptionType type, double forward, double strike, double volatility, double years) {
    double price = price(type, forward, strike, volatility, years);
    boolean call = type == OptionType.CALL;
    if (volatility == 0 || years == 0 || strike == 0 || forward == 0) {
      double chance = forward >= strike ? 1 : 0;
      return new Greeks(price, call ? chance : chance - 1, 0, 0, 0);
    }
    double root = Math.sqrt(years);
    double deviation = signedDeviation(volatility, root);
    double d1 = argument1(logarithm(forward, strike), deviation);
    double density = Gaussian.DENSITY_AT_0 * Gaussian.exp(exponent(d1));
    double tail = density * Gaussian.mills(d1);
    double chance = (d1 > 0) == call ? 1 - tail : tail;
    return new Greeks(
        price,
        call ? chance : -chance,
        density / (forward * deviation),
        forward * density * root,
        -forward * density * volatility / (2 * root));
  }

  /** ln(F / K), with finite stand-ins for its limits. */
  static double logarithm(double forward, double strike) {
    return strike == 0
        ? LARGEST_LOGARITHM
        : Math.clamp(StrictMath.log(forward / strike), -LARGEST_LOGARITHM, LARGEST_LOGARITHM);
  }

  /** ln of what a move multiplies the forward with; a move to 0 outweighs a strike of 0. */
  static double logarithm(double factor) {
    return Math.max(StrictMath.log(factor), -2 * LARGEST_LOGARITHM);
  }

  /** Square root of the time, negative for a put. */
  static double signedRoot(OptionType type, double years) {
    double root = Math.max(LEAST, Math.sqrt(years));
    return type == OptionType.CALL ? root : -root;
  }

  /** s, negative for a put. */
  static double signedDeviation(double volatility, double signedRoot) {
    return Math.max(LEAST, volatility) * signedRoot;
  }

  /** d1, for a put -d1, of ln(F / K) and the signed s. */
  static double argument1(double logarithm, double deviation) {
    return Math.fma(0.5, deviation, (logarithm + KINK) / deviation);
  }

  static double exponent(double argument1) {
    return -0.5 * argument1 * argument1;
  }

  /** The price from its parts: e^(-d1^2 / 2) and the Mills ratios of both arguments. */
  static double price(
      boolean call,
      double forward,
      double strike,
      double argument1,
      double argument2,
      double exponential,
      double mills1,
      double mills2) {
    double scaled = exponential * forward * Gaussian.DENSITY_AT_0;
    double tail1 = scaled * mills1;
    double tail2 = scaled * mills2;
    double received = argument1 > 0 ? forward - tail1 : tail1;
    double paid = argument2 > 0 ? strike - tail2 : tail2;
    return Math.max(0, call ? received - paid : paid - received);
  }

  static double price(double forward, double strike, double logarithm, double deviation) {
    double argument1 = argument1(logarithm, deviation);
    double argument2 = argument1 - deviation;
    return price(
        deviation > 0,
        forward,
        strike,
        argument1,
        argument2,
        Gaussian.exp(exponent(argument1)),
        Gaussian.mills(argument1),
        Gaussian.mills(argument2));
  }

  private static void check(double forward, double strike, double volatility, double years) {
    Require.notNegative("forward", forward);
    Require.notNegative("strike", strike);
    Require.notNegative("volatility", volatility);
    Require.notNegative("years", years);
  }
}
