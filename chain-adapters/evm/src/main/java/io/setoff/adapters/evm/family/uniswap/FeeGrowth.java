package io.setoff.adapters.evm.family.uniswap;

import java.math.BigInteger;

/**
 * Fees per unit of liquidity, of both tokens: Q128.128, modulo 2^256.
 *
 * @param token0 of token 0
 * @param token1 of token 1
 */
record FeeGrowth(BigInteger token0, BigInteger token1) {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger UINT128 = BigInteger.ONE.shiftLeft(128);
  static final FeeGrowth ZERO = new FeeGrowth(BigInteger.ZERO, BigInteger.ZERO);

  FeeGrowth {
    token0 = token0.mod(MODULUS);
    token1 = token1.mod(MODULUS);
  }

  FeeGrowth plus(FeeGrowth other) {
    return new FeeGrowth(token0.add(other.token0), token1.add(other.token1));
  }

  FeeGrowth minus(FeeGrowth other) {
    return new FeeGrowth(token0.subtract(other.token0), token1.subtract(other.token1));
  }

  /** Fees of token 0 that {@code liquidity} earned over this growth, rounded down. */
  BigInteger fees0(BigInteger liquidity) {
    return fees(token0, liquidity);
  }

  /** Fees of token 1 that {@code liquidity} earned over this growth, rounded down. */
  BigInteger fees1(BigInteger liquidity) {
    return fees(token1, liquidity);
  }

  private static BigInteger fees(BigInteger growth, BigInteger liquidity) {
    return growth.multiply(liquidity).shiftRight(128).mod(UINT128);
  }

  /** The growth that {@code fee} gives to {@code liquidity}. */
  static BigInteger of(BigInteger fee, BigInteger liquidity) {
    return fee.shiftLeft(128).divide(liquidity);
  }
}
