package io.setoff.risk.pricing;

import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.OptionType;

/**
 * European options on a forward, undiscounted: multiply by the discount factor.
 *
 * <p>Source: Black, The pricing of commodity contracts, Journal of Financial Economics 3 (1976).
 * With s = volatility * sqrt(years), d1 = ln(F / K) / s + s / 2 and d2 = d1 - s a call is F Phi(d1)
 * - K Phi(d2). Since F phi(d1) = K phi(d2), one exponential serves both terms: with the scaled tail
 * t(x) = (1 - Phi(|x|)) e^(x^2 / 2) the tails are F e^(-d1^2 / 2) t(d1) and F e^(-d1^2 / 2) t(d2).
 *
 * <p>A price is within 1e-14 * max(F, K) of the exact one. At a time, volatility, strike or forward
 * of 0 it is what the option pays.
 */
public final class Black76 {
  /** Largest volatility that is calculated with: 100 million percent. */
  static final double LARGEST_VOLATILITY = 1e6;

  /** Stands for an s of 0: the quotient by it is finite, and any time value below every double. */
  static final double LEAST_DEVIATION = 1e-32;

  /** Added to ln(F / K): where F = K and no s is left, d1 is not 0 / 0 but far out. */
  static final double KINK = 1e-30;

  /** Stands for larger logarithms, and for that of an endless ratio: 1 is nothing beside e^1000. */
  private static final double LARGEST_LOGARITHM = 1e3;

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
   * @param volatility per square root of a year, 0 to 1e6
   * @param years to expiry, at least 0
   */
  public static double price(
      OptionType type, double forward, double strike, double volatility, double years) {
    return price(type, forward, strike, logMoneyness(forward, strike), volatility, years);
  }

  /**
   * As {@link #price(OptionType, double, double, double, double)}, for a caller that has the
   * logarithm already: after a move by a factor it is the one before and that of the factor.
   *
   * @param logMoneyness as of {@link #logMoneyness}
   */
  public static double price(
      OptionType type,
      double forward,
      double strike,
      double logMoneyness,
      double volatility,
      double years) {
    check(forward, strike, volatility, years);
    return price(
        type == OptionType.CALL,
        forward,
        strike,
        logMoneyness,
        deviation(volatility, Math.sqrt(years)));
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
    double deviation = deviation(volatility, root);
    double d1 = d1(logMoneyness(forward, strike), deviation);
    double exponential = Gaussian.exp(exponent(d1));
    double density = Gaussian.DENSITY_AT_0 * exponential;
    double tail = exponential * Gaussian.scaledTail(d1);
    double chance = (d1 > 0) == call ? 1 - tail : tail;
    return new Greeks(
        price,
        call ? chance : -chance,
        density / (forward * deviation),
        forward * density * root,
        -forward * density * volatility / (2 * root));
  }

  /** ln(F / K), with finite stand-ins for its limits. */
  public static double logMoneyness(double forward, double strike) {
    return strike == 0
        ? LARGEST_LOGARITHM
        : Math.clamp(StrictMath.log(forward / strike), -LARGEST_LOGARITHM, LARGEST_LOGARITHM);
  }

  /** ln of what a move multiplies the forward with; a move to 0 outweighs a strike of 0. */
  public static double logarithm(double factor) {
    return Math.max(StrictMath.log(factor), -2 * LARGEST_LOGARITHM);
  }

  /** s, which may stand for 0. */
  static double deviation(double volatility, double root) {
    return Math.max(LEAST_DEVIATION, volatility * root);
  }

  static double d1(double logarithm, double deviation) {
    return Math.fma(0.5, deviation, (logarithm + KINK) / deviation);
  }

  static double exponent(double d1) {
    return -0.5 * d1 * d1;
  }

  static double price(
      boolean call, double forward, double strike, double logarithm, double deviation) {
    double d1 = d1(logarithm, deviation);
    double d2 = d1 - deviation;
    return price(
        call,
        forward,
        strike,
        d1,
        d2,
        Gaussian.exp(exponent(d1)),
        Gaussian.scaledTail(d1),
        Gaussian.scaledTail(d2));
  }

  /** The price from its parts: e^(-d1^2 / 2) and the scaled tails of d1 and d2. */
  static double price(
      boolean call,
      double forward,
      double strike,
      double d1,
      double d2,
      double exponential,
      double scaledTail1,
      double scaledTail2) {
    double scale = exponential * forward;
    double tail1 = scale * scaledTail1;
    double tail2 = scale * scaledTail2;
    double asset = (d1 > 0) == call ? forward - tail1 : tail1;
    double cash = (d2 > 0) == call ? strike - tail2 : tail2;
    return Math.max(0, call ? asset - cash : cash - asset);
  }

  static void check(double forward, double strike, double volatility, double years) {
    checkForward(forward);
    checkVolatility(volatility);
    checkTerms(strike, years);
  }

  static void checkForward(double forward) {
    Require.notNegative("forward", forward);
  }

  static void checkVolatility(double volatility) {
    Require.within("volatility", volatility, 0, LARGEST_VOLATILITY);
  }

  static void checkTerms(double strike, double years) {
    Require.notNegative("strike", strike);
    Require.notNegative("years", years);
  }
}
