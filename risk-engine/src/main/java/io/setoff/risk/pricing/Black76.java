package io.setoff.risk.pricing;

import io.setoff.risk.instrument.OptionType;

/** Placeholder body; the pricing part replaces it. */
public final class Black76 {
  private Black76() {}

  /** Undiscounted price. */
  public static double price(
      OptionType type, double forward, double strike, double volatility, double years) {
    double deviation = volatility * Math.sqrt(years);
    if (deviation == 0 || strike == 0 || forward == 0) {
      return Math.max(0, type == OptionType.CALL ? forward - strike : strike - forward);
    }
    double d1 = StrictMath.log(forward / strike) / deviation + deviation / 2;
    double d2 = d1 - deviation;
    return type == OptionType.CALL
        ? forward * cdf(d1) - strike * cdf(d2)
        : strike * cdf(-d2) - forward * cdf(-d1);
  }

  private static double cdf(double x) {
    double k = 1 / (1 + 0.2316419 * Math.abs(x));
    double tail =
        StrictMath.exp(-x * x / 2)
            / Math.sqrt(2 * Math.PI)
            * (k
                * (0.319381530
                    + k
                        * (-0.356563782
                            + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429)))));
    return x >= 0 ? 1 - tail : tail;
  }
}
