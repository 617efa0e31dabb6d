package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;

/**
 * Values one unit of an instrument, in USD, after a move of the market.
 *
 * <p>This is the meaning of every scenario. {@link GridPricer} gives the same bits for many
 * instruments and moves at once.
 */
public final class Pricer {
  private final Quotes quotes;

  /** A pricer in {@code market}. */
  public Pricer(MarketSnapshot market) {
    this.quotes = new Quotes(market);
  }

  /**
   * Value of one unit of {@code instrument} after {@code move}.
   *
   * @throws InvalidRiskInputException when the market that it needs is not known or no number
   */
  public double value(Instrument instrument, MarketMove move) {
    double value =
        switch (instrument) {
          case Cash cash -> 1;
          case Spot spot -> price(spot.underlying(), move);
          case Perpetual perpetual ->
              quotes.of(perpetual.underlying()).perpetual()
                  * (Quotes.factor(move, perpetual.underlying()) - 1);
          case Future future ->
              Quotes.forward(quotes.of(future.underlying()), future.expiry())
                  * (Quotes.factor(move, future.underlying()) - 1);
          case EuropeanOption option -> option(option, move);
          case LiquidityRange range ->
              Liquidity.value(range, price(range.token0(), move), price(range.token1(), move));
          case LendingAccount account ->
              LendingValue.of(
                  account, asset -> price(account.assets().get(asset).underlying(), move));
        };
    return Quotes.finite(value, instrument);
  }

  private double option(EuropeanOption option, MarketMove move) {
    UnderlyingMarket market = quotes.of(option.underlying());
    double years = quotes.years(option.expiry());
    double forward = Quotes.forward(market, option.expiry());
    double discount = Quotes.discount(market, option.expiry(), years);
    Shock shock = Quotes.shock(move, option.underlying());
    double factor = shock.spotFactor();
    double volatility =
        Quotes.shocked(
            shock.volatility(),
            Quotes.volatility(market, option, forward, years),
            forward * factor,
            option,
            years);
    return Black76.price(
        option.type() == OptionType.CALL,
        forward * discount * factor,
        option.strike() * discount,
        Black76.logMoneyness(forward, option.strike()) + Black76.logarithm(factor),
        Black76.deviation(volatility, Math.sqrt(years)));
  }

  private double price(UnderlyingId underlying, MarketMove move) {
    return quotes.spot(underlying) * Quotes.factor(move, underlying);
  }
}
