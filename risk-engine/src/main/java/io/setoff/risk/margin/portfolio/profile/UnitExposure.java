package io.setoff.risk.margin.portfolio.profile;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.pricing.Liquidity;
import io.setoff.risk.pricing.Pricer;
import java.util.List;

/** Units of each underlying that one unit of an instrument moves with, and that close it. */
final class UnitExposure {
  /** Relative bump of central differences: error of order 1e-8 in delta. */
  private static final double BUMP = 1e-4;

  /** The moves up and down that a delta is made of. */
  static final List<Shock> BUMPS = List.of(Shock.spot(1 + BUMP), Shock.spot(1 - BUMP));

  private final List<UnderlyingId> underlyings;
  private final double[] delta;
  private final double[] closing;

  private UnitExposure(List<UnderlyingId> underlyings) {
    this.underlyings = underlyings;
    delta = new double[underlyings.size()];
    closing = new double[underlyings.size()];
  }

  /**
   * Exposure to {@code underlyings}, which all have a price in {@code market}. The delta of an
   * option is 0 until it is priced in {@link #BUMPS}, see {@link #delta(double, double, double)}.
   */
  static UnitExposure of(
      Instrument instrument, List<UnderlyingId> underlyings, MarketSnapshot market, Pricer pricer) {
    UnitExposure exposure = new UnitExposure(underlyings);
    switch (instrument) {
      case Cash cash -> {}
      case Spot spot -> exposure.add(spot.underlying(), 1, 1);
      case Perpetual perpetual -> exposure.add(perpetual.underlying(), 1, 1);
      case Future future -> exposure.add(future.underlying(), 1, 1);
      case EuropeanOption option -> exposure.add(option.underlying(), 0, 1);
      case LiquidityRange range -> exposure.addRange(range, market);
      case LendingAccount account -> exposure.addLending(account, market, pricer);
    }
    return exposure;
  }

  double[] delta() {
    return delta;
  }

  double[] closing() {
    return closing;
  }

  private void addRange(LiquidityRange range, MarketSnapshot market) {
    double price = spot(range.token0(), market) / spot(range.token1(), market);
    double amount0 = Liquidity.amount0(range, price);
    double amount1 = Liquidity.amount1(range, price);
    add(range.token0(), amount0, amount0);
    add(range.token1(), amount1, amount1);
  }

  private void addLending(LendingAccount account, MarketSnapshot market, Pricer pricer) {
    double counted = 0;
    double debt = 0;
    for (LentAsset asset : account.assets()) {
      double price = spot(asset.underlying(), market);
      counted += asset.supplied() * asset.liquidationThreshold() * price;
      debt += asset.owed() * price;
      add(asset.underlying(), asset.supplied() - asset.owed(), asset.supplied() + asset.owed());
    }
    if (counted < debt) {
      for (int i = 0; i < delta.length; i++) {
        delta[i] = bumped(account, underlyings.get(i), market, pricer);
      }
    }
  }

  private void add(UnderlyingId underlying, double units, double toClose) {
    int at = underlyings.indexOf(underlying);
    if (at >= 0) {
      delta[at] += units;
      closing[at] += toClose;
    }
  }

  private static double bumped(
      Instrument instrument, UnderlyingId underlying, MarketSnapshot market, Pricer pricer) {
    return delta(
        pricer.value(instrument, MarketMove.of("up", underlying, BUMPS.getFirst())),
        pricer.value(instrument, MarketMove.of("down", underlying, BUMPS.getLast())),
        spot(underlying, market));
  }

  /** Delta of what is worth {@code up} and {@code down} after the two bumps, USD. */
  static double delta(double up, double down, double spot) {
    return (up - down) / (2 * BUMP * spot);
  }

  private static double spot(UnderlyingId underlying, MarketSnapshot market) {
    return underlying.equals(UnderlyingId.USD)
        ? 1
        : market.of(underlying).map(UnderlyingMarket::spot).orElseThrow();
  }
}
