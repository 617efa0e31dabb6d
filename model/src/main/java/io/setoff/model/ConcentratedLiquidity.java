package io.setoff.model;

import java.math.BigInteger;

/**
 * What a liquidity range holds at a price, in base units, rounded as the contracts round.
 *
 * <p>Source: {@code getAmount0ForLiquidity} and {@code getAmount1ForLiquidity} of Uniswap v3
 * periphery's LiquidityAmounts.sol, which equal {@code SqrtPriceMath.getAmount*Delta} of v3 core
 * rounded down. Square roots of prices are Q64.96.
 */
public final class ConcentratedLiquidity {
  private static final int Q96 = 96;

  private ConcentratedLiquidity() {}

  /** Token 0 of a range when the square root of the price is {@code sqrtPrice}. */
  public static BigInteger amount0(
      BigInteger liquidity, BigInteger sqrtLower, BigInteger sqrtUpper, BigInteger sqrtPrice) {
    BigInteger from = clamp(sqrtPrice, sqrtLower, sqrtUpper);
    return liquidity
        .shiftLeft(Q96)
        .multiply(sqrtUpper.subtract(from))
        .divide(sqrtUpper)
        .divide(from);
  }

  /** Token 1 of a range when the square root of the price is {@code sqrtPrice}. */
  public static BigInteger amount1(
      BigInteger liquidity, BigInteger sqrtLower, BigInteger sqrtUpper, BigInteger sqrtPrice) {
    BigInteger to = clamp(sqrtPrice, sqrtLower, sqrtUpper);
    return liquidity.multiply(to.subtract(sqrtLower)).shiftRight(Q96);
  }

  private static BigInteger clamp(BigInteger value, BigInteger low, BigInteger high) {
    return value.max(low).min(high);
  }
}
