package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.abi.EvmAddress;
import java.math.BigInteger;
import java.util.List;

/**
 * A pool's state, as its contract holds it.
 *
 * @param terms what never changes
 * @param sqrtPriceX96 square root of the price, Q64.96; 0 before it is initialized
 * @param tick current tick
 * @param liquidity in range
 * @param growth fees so far, per unit of liquidity
 * @param protocolFee0 one part in this many of the fees of token 0 goes to the protocol; 0 is none
 * @param protocolFee1 the same of token 1
 * @param exact whether the folded state agreed with every swap's log so far
 */
record PoolState(
    Terms terms,
    BigInteger sqrtPriceX96,
    int tick,
    BigInteger liquidity,
    FeeGrowth growth,
    int protocolFee0,
    int protocolFee1,
    boolean exact) {

  /**
   * What a pool is created with.
   *
   * @param token0 canonical address
   * @param token1 canonical address
   * @param feePips fee in millionths
   * @param tickSpacing distance of usable ticks
   */
  record Terms(String token0, String token1, BigInteger feePips, int tickSpacing) {}

  static PoolState created(Terms terms) {
    return new PoolState(terms, BigInteger.ZERO, 0, BigInteger.ZERO, FeeGrowth.ZERO, 0, 0, true);
  }

  static PoolState of(List<BigInteger> words) {
    Terms terms =
        new Terms(
            EvmAddress.of(words.get(0)),
            EvmAddress.of(words.get(1)),
            words.get(2),
            words.get(3).intValueExact());
    return new PoolState(
        terms,
        words.get(4),
        words.get(5).intValueExact(),
        words.get(6),
        new FeeGrowth(words.get(7), words.get(8)),
        words.get(9).intValueExact(),
        words.get(10).intValueExact(),
        words.get(11).signum() != 0);
  }

  List<BigInteger> words() {
    return List.of(
        EvmAddress.toWord(terms.token0()),
        EvmAddress.toWord(terms.token1()),
        terms.feePips(),
        BigInteger.valueOf(terms.tickSpacing()),
        sqrtPriceX96,
        BigInteger.valueOf(tick),
        liquidity,
        growth.token0(),
        growth.token1(),
        BigInteger.valueOf(protocolFee0),
        BigInteger.valueOf(protocolFee1),
        exact ? BigInteger.ONE : BigInteger.ZERO);
  }

  PoolState at(BigInteger newSqrtPrice, int newTick, BigInteger newLiquidity) {
    return new PoolState(
        terms, newSqrtPrice, newTick, newLiquidity, growth, protocolFee0, protocolFee1, exact);
  }

  PoolState withProtocolFee(int fee0, int fee1) {
    return new PoolState(terms, sqrtPriceX96, tick, liquidity, growth, fee0, fee1, exact);
  }

  /** Credits fees, less the protocol's part, to the liquidity in range. */
  PoolState earning(BigInteger fee0, BigInteger fee1) {
    if (liquidity.signum() == 0) {
      return this;
    }
    FeeGrowth earned =
        new FeeGrowth(
            FeeGrowth.of(afterProtocol(fee0, protocolFee0), liquidity),
            FeeGrowth.of(afterProtocol(fee1, protocolFee1), liquidity));
    return new PoolState(
        terms,
        sqrtPriceX96,
        tick,
        liquidity,
        growth.plus(earned),
        protocolFee0,
        protocolFee1,
        exact);
  }

  private static BigInteger afterProtocol(BigInteger fee, int protocolFee) {
    return protocolFee == 0 ? fee : fee.subtract(fee.divide(BigInteger.valueOf(protocolFee)));
  }

  PoolState inexact() {
    return new PoolState(
        terms, sqrtPriceX96, tick, liquidity, growth, protocolFee0, protocolFee1, false);
  }

  boolean inRange(int tickLower, int tickUpper) {
    return tick >= tickLower && tick < tickUpper;
  }
}
