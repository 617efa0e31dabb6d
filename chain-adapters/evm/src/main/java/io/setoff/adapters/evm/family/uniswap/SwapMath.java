package io.setoff.adapters.evm.family.uniswap;

import java.math.BigInteger;

/**
 * What a swap step costs.
 *
 * <p>Source: SwapMath.sol, SqrtPriceMath.sol and FullMath.sol of Uniswap v3 core, bit for bit.
 */
final class SwapMath {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private SwapMath() {}

  /** Input, without fee, that moves the price between the two square roots, rounded up. */
  static BigInteger amountIn(
      boolean zeroForOne, BigInteger sqrtFrom, BigInteger sqrtTo, BigInteger liquidity) {
    BigInteger low = sqrtFrom.min(sqrtTo);
    BigInteger high = sqrtFrom.max(sqrtTo);
    BigInteger distance = high.subtract(low);
    if (zeroForOne) {
      BigInteger scaled = divideUp(liquidity.shiftLeft(96).multiply(distance), high);
      return divideUp(scaled, low);
    }
    return divideUp(liquidity.multiply(distance), BigInteger.ONE.shiftLeft(96));
  }

  /** Fee of a step that reaches its target: {@code amountIn x fee / (1e6 - fee)}, rounded up. */
  static BigInteger feeOfFullStep(BigInteger amountIn, BigInteger feePips) {
    return divideUp(amountIn.multiply(feePips), MILLION.subtract(feePips));
  }

  private static BigInteger divideUp(BigInteger value, BigInteger divisor) {
    BigInteger[] parts = value.divideAndRemainder(divisor);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
