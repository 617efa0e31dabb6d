package io.setoff.risk.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Concentrated liquidity of integers as numbers in whole tokens. */
final class RangePrices {
  private static final MathContext PRECISION = new MathContext(40);
  private static final BigDecimal TWO_192 = new BigDecimal(BigInteger.ONE.shiftLeft(192));

  private RangePrices() {}

  /**
   * Token 1 per token 0 in whole tokens.
   *
   * @param sqrtX96 square root of the price in base units, Q64.96
   */
  static double price(BigInteger sqrtX96, int decimals0, int decimals1) {
    return new BigDecimal(sqrtX96.pow(2))
        .scaleByPowerOfTen(decimals0 - decimals1)
        .divide(TWO_192, PRECISION)
        .doubleValue();
  }

  /** {@code liquidity / 10^((decimals0 + decimals1) / 2)}. */
  static double units(BigInteger liquidity, int decimals0, int decimals1) {
    BigDecimal squared = BigDecimal.TEN.pow(decimals0 + decimals1);
    return new BigDecimal(liquidity).divide(squared.sqrt(PRECISION), PRECISION).doubleValue();
  }
}
