package io.setoff.risk.pricing;

import io.setoff.risk.instrument.Instrument.LiquidityRange;

/**
 * Concentrated liquidity at a price (risk-methodology R15).
 *
 * <p>Source: Adams et al., Uniswap v3 Core (2021), section 6.2. With P the price of token 0 in
 * token 1 inside [Pa, Pb]: x = L (1/sqrt P - 1/sqrt Pb), y = L (sqrt P - sqrt Pa); outside all of
 * it is one token.
 */
public final class Liquidity {
  private Liquidity() {}

  /** USD value of one unit of liquidity at the USD prices of its tokens. */
  static double value(LiquidityRange range, double price0, double price1) {
    if (price0 == 0 || price1 == 0) {
      // All of it is the worthless token.
      return 0;
    }
    return amount0(range, price0 / price1) * price0 + amount1(range, price0 / price1) * price1;
  }

  /** Whole tokens 0 in one unit of liquidity; its delta to token 0. */
  public static double amount0(LiquidityRange range, double price) {
    double from = Math.sqrt(Math.min(Math.max(price, range.lower()), range.upper()));
    return 1 / from - 1 / Math.sqrt(range.upper());
  }

  /** Whole tokens 1 in one unit of liquidity; its delta to token 1. */
  public static double amount1(LiquidityRange range, double price) {
    double to = Math.sqrt(Math.min(Math.max(price, range.lower()), range.upper()));
    return to - Math.sqrt(range.lower());
  }
}
