package io.setoff.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** What only one kind of position has. */
public sealed interface Detail {

  /** Nothing beyond the legs. */
  record None() implements Detail {}

  /**
   * A lending balance or debt.
   *
   * @param token the protocol's token that carries it; what is lent itself where there is none
   * @param scaledUnits balance before interest, base units, at least 0
   * @param indexRay interest index at the block, 1e27 is one
   * @param stableRate whether the debt has a fixed rate
   * @param liquidationThreshold share of a supply's value that counts towards the account's health
   *     while it is collateral, 0 to 1; 0 for a debt
   * @param liquidationBonus extra share of collateral that a liquidator gets, 0.05 is 5 %; 0 for a
   *     debt
   */
  record Lend(
      AssetId token,
      BigInteger scaledUnits,
      BigInteger indexRay,
      boolean stableRate,
      BigDecimal liquidationThreshold,
      BigDecimal liquidationBonus)
      implements Detail {}

  /**
   * Concentrated liquidity. The first look-through leg is token 0, the second token 1.
   *
   * @param pool the pool contract
   * @param tokenId id of the position token, empty when there is none
   * @param liquidity the pool's L
   * @param tickLower lower bound
   * @param tickUpper upper bound
   * @param sqrtLowerX96 square root of the price at the lower bound, Q64.96
   * @param sqrtUpperX96 the same at the upper bound
   * @param sqrtPriceX96 the same at the pool's price
   */
  record Range(
      String pool,
      String tokenId,
      BigInteger liquidity,
      int tickLower,
      int tickUpper,
      BigInteger sqrtLowerX96,
      BigInteger sqrtUpperX96,
      BigInteger sqrtPriceX96)
      implements Detail {

    /** Whether the pool's price is inside of the range. */
    public boolean inRange() {
      return sqrtPriceX96.compareTo(sqrtLowerX96) >= 0 && sqrtPriceX96.compareTo(sqrtUpperX96) < 0;
    }
  }

  /**
   * A perpetual future.
   *
   * @param market the venue's market
   * @param underlying what it follows
   * @param takerSize signed size opened by taking, units of the underlying
   * @param makerSize signed size that the account's own liquidity has taken on
   * @param makerRanges that liquidity
   */
  record Perp(
      String market,
      UnderlyingId underlying,
      BigDecimal takerSize,
      BigDecimal makerSize,
      List<Range> makerRanges)
      implements Detail {
    public Perp {
      makerRanges = List.copyOf(makerRanges);
    }
  }
}
