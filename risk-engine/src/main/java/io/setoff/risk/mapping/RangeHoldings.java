package io.setoff.risk.mapping;

import io.setoff.model.Amount;
import io.setoff.model.Detail;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import java.util.List;
import java.util.Optional;

/** A liquidity range, and the fees that it is owed. */
final class RangeHoldings {
  private RangeHoldings() {}

  static void add(
      ValuedPosition valued, Detail.Range range, HoldingMapper mapper, HoldingMapper.Sink sink) {
    int number = 0;
    for (ValuedLeg leg : valued.legs()) {
      Optional<Units> liquidity = liquidity(leg, range, mapper);
      if (liquidity.isPresent()) {
        sink.add(
            valued.position(), "range", liquidity.get().instrument(), liquidity.get().quantity());
      } else {
        mapper.linear(valued, leg, "leg" + number++, sink);
      }
    }
  }

  private record Units(LiquidityRange instrument, double quantity) {}

  /** Empty for a leg that is no share of the pool, and when a price or the decimals are unknown. */
  private static Optional<Units> liquidity(
      ValuedLeg leg, Detail.Range range, HoldingMapper mapper) {
    List<ValuedLeg> tokens = leg.lookThrough();
    if (tokens.size() != 2
        || !(tokens.get(0).leg().amount() instanceof Amount.Scaled token0)
        || !(tokens.get(1).leg().amount() instanceof Amount.Scaled token1)) {
      return Optional.empty();
    }
    return mapper
        .node(tokens.get(0).node())
        .flatMap(
            node0 ->
                mapper
                    .node(tokens.get(1).node())
                    .map(
                        node1 -> units(range, node0, token0.decimals(), node1, token1.decimals())));
  }

  /**
   * With tokens worth k0 and k1 units of their underlyings, the price of underlyings is the price
   * of tokens times k1 / k0, and {@code sqrt(k0 k1)} times the liquidity gives the same value.
   */
  private static Units units(
      Detail.Range range, RiskNode node0, int decimals0, RiskNode node1, int decimals1) {
    double scale = node1.units() / node0.units();
    return new Units(
        new LiquidityRange(
            node0.underlying(),
            node1.underlying(),
            RangePrices.price(range.sqrtLowerX96(), decimals0, decimals1) * scale,
            RangePrices.price(range.sqrtUpperX96(), decimals0, decimals1) * scale),
        RangePrices.units(range.liquidity(), decimals0, decimals1)
            * Math.sqrt(node0.units() * node1.units()));
  }
}
