package io.setoff.adapters.evm.family.perp;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.ticks.TickMath;
import io.setoff.model.ConcentratedLiquidity;
import java.math.BigInteger;
import java.util.List;

/**
 * An order's liquidity and the base it was opened with.
 *
 * @param baseDebt base put into the pool, which the maker owes
 */
record MakerOrder(
    String baseToken, int lower, int upper, BigInteger liquidity, BigInteger baseDebt) {
  static MakerOrder of(List<BigInteger> words) {
    return new MakerOrder(
        EvmAddress.of(words.get(0)),
        words.get(1).intValueExact(),
        words.get(2).intValueExact(),
        words.get(3),
        words.get(4));
  }

  List<BigInteger> words() {
    return List.of(
        EvmAddress.toWord(baseToken),
        BigInteger.valueOf(lower),
        BigInteger.valueOf(upper),
        liquidity,
        baseDebt);
  }

  /** OrderBook._addLiquidityToOrder and _removeLiquidityFromOrder. */
  MakerOrder changed(BigInteger base, BigInteger change) {
    BigInteger debt =
        change.signum() >= 0
            ? baseDebt.add(base)
            : baseDebt.subtract(baseDebt.multiply(change.negate()).divide(liquidity));
    return new MakerOrder(baseToken, lower, upper, liquidity.add(change), debt);
  }

  BigInteger baseInPool(BigInteger sqrtPrice) {
    return ConcentratedLiquidity.amount0(
        liquidity, TickMath.sqrtRatioAtTick(lower), TickMath.sqrtRatioAtTick(upper), sqrtPrice);
  }
}
