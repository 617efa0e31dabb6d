package io.setoff.risk.mapping;

import io.setoff.model.Detail;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.pricing.Liquidity;
import java.util.Optional;

/**
 * A perpetual, and the liquidity of its maker.
 *
 * <p>A maker has put base and quote into a range and owes what was put in, so the range's value
 * moves as any range's does while the debts stay: it is short gamma. The range is a {@link
 * LiquidityRange} against dollars; cash takes its value now away, because the margin account holds
 * the profit so far; and what is left of the position's size is a linear perpetual.
 *
 * <p>The range sits at the venue's price, which differs from the oracle's. Its bounds are moved by
 * that ratio, so that it holds at the oracle's price what it holds at the venue's, and a move of
 * one is taken to be the same relative move of the other.
 */
final class PerpHoldings {
  /** Base and quote tokens of the venue, BaseToken.sol and QuoteToken.sol. */
  private static final int DECIMALS = 18;

  private PerpHoldings() {}

  static void add(
      ValuedPosition valued, Detail.Perp perp, HoldingMapper mapper, HoldingMapper.Sink sink) {
    for (ValuedLeg leg : valued.legs()) {
      Optional<RiskNode> node = mapper.node(perp.underlying());
      if (node.isEmpty() || leg.delta().isEmpty()) {
        sink.unpriced(valued.position(), "size", leg);
        continue;
      }
      double linear = leg.delta().get().doubleValue() * node.get().units();
      int part = 0;
      for (Detail.Range range : perp.makerRanges()) {
        if (range.sqrtPriceX96().signum() > 0) {
          linear -= maker(valued, range, node.get(), "maker" + part++, sink);
        }
      }
      sink.add(valued.position(), "size", new Perpetual(node.get().underlying()), linear);
    }
  }

  /** Adds a maker's range; returns the base that it holds. */
  private static double maker(
      ValuedPosition valued,
      Detail.Range range,
      RiskNode node,
      String part,
      HoldingMapper.Sink sink) {
    double ratio = RangePrices.price(range.sqrtPriceX96(), DECIMALS, DECIMALS) / node.price();
    LiquidityRange instrument =
        new LiquidityRange(
            node.underlying(),
            UnderlyingId.USD,
            RangePrices.price(range.sqrtLowerX96(), DECIMALS, DECIMALS) / ratio,
            RangePrices.price(range.sqrtUpperX96(), DECIMALS, DECIMALS) / ratio);
    double quantity =
        RangePrices.units(range.liquidity(), DECIMALS, DECIMALS) * node.units() / Math.sqrt(ratio);
    double base = quantity * Liquidity.amount0(instrument, node.price());
    double quote = quantity * Liquidity.amount1(instrument, node.price());
    sink.add(valued.position(), part, instrument, quantity);
    sink.add(valued.position(), part + "/owed", new Cash(), -(base * node.price() + quote));
    return base;
  }
}
