package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.InvalidRiskInputException;
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
import io.setoff.risk.market.VolSurface;
import java.time.Instant;

/**
 * Values one unit of an instrument, in USD, after a move of the market.
 *
 * <p>This is the meaning of every scenario. The columnar core gives the same bits for many
 * instruments at once.
 */
public final class Pricer {
  private final MarketSnapshot market;

  /** A pricer in {@code market}. */
  public Pricer(MarketSnapshot market) {
    this.market = market;
  }

  /**
   * Value of one unit of {@code instrument} after {@code move}.
   *
   * @throws InvalidRiskInputException when the market that it needs is not known
   */
  public double value(Instrument instrument, MarketMove move) {
    return switch (instrument) {
      case Cash cash -> 1;
      case Spot spot -> price(spot.underlying(), move);
      case Perpetual perpetual ->
          known(perpetual.underlying()).perpetual()
              * (move.of(perpetual.underlying()).spotFactor() - 1);
      case Future future ->
          forward(future.underlying(), future.expiry())
              * (move.of(future.underlying()).spotFactor() - 1);
      case EuropeanOption option -> option(option, move);
      case LiquidityRange range ->
          Liquidity.value(range, price(range.token0(), move), price(range.token1(), move));
      case LendingAccount account -> lending(account, move);
    };
  }

  private double option(EuropeanOption option, MarketMove move) {
    UnderlyingMarket known = known(option.underlying());
    Shock shock = move.of(option.underlying());
    double years = market.years(option.expiry());
    double base = forward(option.underlying(), option.expiry());
    double forward = base * shock.spotFactor();
    VolSurface surface =
        known
            .volatilities()
            .orElseThrow(() -> missing(option.underlying(), "volatilities", "needed by an option"));
    double volatility =
        shock
            .volatility()
            .apply(
                surface.volatility(base, option.strike(), years), forward, option.strike(), years);
    return Black76.price(option.type(), forward, option.strike(), volatility, years)
        * StrictMath.exp(-known.rate() * years);
  }

  private double lending(LendingAccount account, MarketMove move) {
    double collateral = 0;
    double counted = 0;
    double bonus = 0;
    double debt = 0;
    for (LentAsset asset : account.assets()) {
      double price = price(asset.underlying(), move);
      double supplied = asset.supplied() * price;
      collateral += supplied;
      counted += supplied * asset.liquidationThreshold();
      if (asset.liquidationThreshold() > 0) {
        bonus += supplied * asset.liquidationBonus();
      }
      debt += asset.owed() * price;
    }
    return LendingValue.of(collateral, counted, bonus, debt, account.nonRecourse());
  }

  private double price(UnderlyingId underlying, MarketMove move) {
    return underlying.equals(UnderlyingId.USD)
        ? 1
        : known(underlying).spot() * move.of(underlying).spotFactor();
  }

  private double forward(UnderlyingId underlying, Instant expiry) {
    return known(underlying)
        .forward(expiry)
        .orElseThrow(() -> missing(underlying, "forwards", "has none for " + expiry));
  }

  private UnderlyingMarket known(UnderlyingId underlying) {
    return market
        .of(underlying)
        .orElseThrow(
            () -> new InvalidRiskInputException("market", "has no price of " + underlying));
  }

  private static InvalidRiskInputException missing(
      UnderlyingId underlying, String field, String rule) {
    return new InvalidRiskInputException("market[" + underlying + "]." + field, rule);
  }
}
