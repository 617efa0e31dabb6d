package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolShock;
import java.time.Instant;

/** What a price is made of. Refuses what is not known and what is not a number. */
final class Quotes {
  private final MarketSnapshot market;

  Quotes(MarketSnapshot market) {
    this.market = market;
  }

  double years(Instant expiry) {
    return market.years(expiry);
  }

  UnderlyingMarket of(UnderlyingId underlying) {
    return market
        .of(underlying)
        .orElseThrow(
            () -> new InvalidRiskInputException("market", "has no price of " + underlying));
  }

  /** USD per unit; 1 for US dollars. */
  double spot(UnderlyingId underlying) {
    return underlying.equals(UnderlyingId.USD) ? 1 : of(underlying).spot();
  }

  /** What a move does to an underlying; nothing to US dollars. */
  static Shock shock(MarketMove move, UnderlyingId underlying) {
    if (underlying.equals(UnderlyingId.USD)) {
      return Shock.NONE;
    }
    Shock shock = move.of(underlying);
    double factor = shock.spotFactor();
    if (!(factor >= 0 && factor <= Require.LARGEST)) {
      throw new InvalidRiskInputException(
          "moves[" + move.id() + "][" + underlying + "].spot_factor",
          "must be a number between 0 and 1e30, is " + factor);
    }
    return shock;
  }

  /** What a move multiplies the price of an underlying with. */
  static double factor(MarketMove move, UnderlyingId underlying) {
    return shock(move, underlying).spotFactor();
  }

  static double forward(UnderlyingMarket market, Instant expiry) {
    double forward =
        market
            .forward(expiry)
            .orElseThrow(() -> refused(market.underlying(), "forwards", "has none for " + expiry));
    return Require.positive("market[" + market.underlying() + "].forwards", forward);
  }

  /** e^(-r T). */
  static double discount(UnderlyingMarket market, Instant expiry, double years) {
    return StrictMath.exp(-market.rate(expiry) * years);
  }

  static double volatility(
      UnderlyingMarket market, EuropeanOption option, double forward, double years) {
    double volatility =
        market
            .volatility(option.expiry(), option.strike(), forward, years)
            .orElseThrow(() -> refused(market.underlying(), "volatilities", "needed by an option"));
    return checked(volatility, option);
  }

  static double shocked(
      VolShock shock, double volatility, double forward, EuropeanOption option, double years) {
    return checked(shock.apply(volatility, forward, option.strike(), years), option);
  }

  /** {@code value}, when it is a number. */
  static double finite(double value, Instrument instrument) {
    if (!Double.isFinite(value)) {
      throw new InvalidRiskInputException("value", "is no number but " + value + ": " + instrument);
    }
    return value;
  }

  private static double checked(double volatility, EuropeanOption option) {
    if (!(volatility >= 0 && volatility <= Black76.LARGEST_VOLATILITY)) {
      throw refused(
          option.underlying(),
          "volatilities",
          "must be numbers between 0 and 1e6, is " + volatility + " for " + option);
    }
    return volatility;
  }

  private static InvalidRiskInputException refused(
      UnderlyingId underlying, String field, String rule) {
    return new InvalidRiskInputException("market[" + underlying + "]." + field, rule);
  }
}
