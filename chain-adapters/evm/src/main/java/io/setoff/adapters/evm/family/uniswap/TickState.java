package io.setoff.adapters.evm.family.uniswap;

import java.math.BigInteger;
import java.util.List;

/**
 * An initialized tick.
 *
 * @param gross liquidity of all ranges that end here
 * @param net liquidity that a crossing from left to right adds
 * @param outside fee growth on the other side of the tick than the price, relative
 */
record TickState(BigInteger gross, BigInteger net, FeeGrowth outside) {
  static final TickState NONE = new TickState(BigInteger.ZERO, BigInteger.ZERO, FeeGrowth.ZERO);

  static TickState of(List<BigInteger> words) {
    return new TickState(words.get(0), words.get(1), new FeeGrowth(words.get(2), words.get(3)));
  }

  List<BigInteger> words() {
    return List.of(gross, net, outside.token0(), outside.token1());
  }
}
