package io.setoff.risk.margin.venue;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.pricing.Black76;
import io.setoff.risk.pricing.ShockedOptions;
import io.setoff.risk.provenance.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A net position in one option with its market. Prices are of one unit, USD, not discounted.
 *
 * <p>An option without volatility or forward is priced as {@link MarginFlag.Kind} says.
 */
final class NetOptionPosition {
  /** Far above any quoted volatility; more is a mistake in units. */
  private static final double LARGEST_VOLATILITY = 1e6;

  private final NetPosition position;
  private final EuropeanOption option;
  private final double quantity;
  private final double variable;
  private final double settled;
  private final double years;
  private final double rate;
  private final double confidence;
  private final OptionalDouble volatility;
  private final double logMoneyness;
  private final double price;

  private NetOptionPosition(
      NetPosition position,
      EuropeanOption option,
      double variable,
      double settled,
      double years,
      double rate,
      double confidence,
      OptionalDouble volatility) {
    this.position = position;
    this.option = option;
    this.quantity = position.quantity();
    this.variable = variable;
    this.settled = settled;
    this.years = years;
    this.rate = rate;
    this.confidence = confidence;
    this.volatility = volatility;
    this.logMoneyness = Black76.logMoneyness(forward(), option.strike());
    this.price =
        isValued()
            ? black(forward(), logMoneyness, volatility())
            : quantity() < 0 ? intrinsic(forward()) : 0;
  }

  static NetOptionPosition of(
      NetPosition position,
      EuropeanOption option,
      UnderlyingMarket market,
      MarketSnapshot snapshot,
      List<MarginFlag> flags) {
    Instant expiry = option.expiry();
    double years = snapshot.years(expiry);
    OptionalDouble listed = market.forward(expiry);
    double forward = listed.orElse(market.spot());
    double settled = Math.min(forward, market.expiry(expiry).settled());
    OptionalDouble volatility = volatility(option, market, listed, years);
    if (listed.isEmpty() || volatility.isEmpty() || years == 0) {
      flags.add(flag(position, option, listed.isPresent(), volatility.isPresent()));
    }
    return new NetOptionPosition(
        position,
        option,
        forward - settled,
        settled,
        years,
        market.rate(expiry),
        Math.min(market.confidence(), market.expiry(expiry).confidence()),
        volatility);
  }

  private static OptionalDouble volatility(
      EuropeanOption option, UnderlyingMarket market, OptionalDouble forward, double years) {
    if (forward.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (years == 0) {
      return OptionalDouble.of(0);
    }
    OptionalDouble known =
        market.volatility(option.expiry(), option.strike(), forward.getAsDouble(), years);
    double value = known.orElse(0);
    if (!(value >= 0 && value <= LARGEST_VOLATILITY)) {
      throw new InvalidRiskInputException(
          "market[" + option.underlying() + "].volatilities",
          "must be between 0 and %s, is %s for %s"
              .formatted(LARGEST_VOLATILITY, value, name(option)));
    }
    return known;
  }

  private static MarginFlag flag(
      NetPosition position, EuropeanOption option, boolean hasForward, boolean hasVolatility) {
    String what = name(option);
    if (!hasForward) {
      return new MarginFlag(
          MarginFlag.Kind.FORWARD_MISSING,
          position.names(),
          "no forward for " + what + ": counted at the worst that it can be worth");
    }
    return hasVolatility
        ? new MarginFlag(
            MarginFlag.Kind.EXPIRED,
            position.names(),
            what + " has expired: counted at its intrinsic value")
        : new MarginFlag(
            MarginFlag.Kind.VOLATILITY_MISSING,
            position.names(),
            "no volatility for " + what + ": counted at the worst that it can be worth");
  }

  private static String name(EuropeanOption option) {
    return option.underlying() + " " + option.expiry() + " " + option.strike();
  }

  NetPosition position() {
    return position;
  }

  EuropeanOption option() {
    return option;
  }

  double quantity() {
    return quantity;
  }

  double years() {
    return years;
  }

  /** Continuously compounded, per year, signed. */
  double rate() {
    return rate;
  }

  /** Of the worst of its sources, 0 to 1. */
  double confidence() {
    return confidence;
  }

  boolean isCall() {
    return option.type() == OptionType.CALL;
  }

  boolean isValued() {
    return volatility.isPresent();
  }

  /** 0 when it is not known. */
  double volatility() {
    return volatility.orElse(0);
  }

  double forward() {
    return variable + settled;
  }

  /** Forward after spot moves by a factor: what has settled does not move. */
  double forward(double spotFactor) {
    return variable * spotFactor + settled;
  }

  /** Price today. */
  double price() {
    return price;
  }

  /** Price after a move. */
  double price(SpotMove move, double shockedVolatility) {
    double forward = forward(move.factor());
    if (isValued()) {
      return black(
          forward,
          settled == 0
              ? logMoneyness + move.logarithm()
              : Black76.logMoneyness(forward, option.strike()),
          shockedVolatility);
    }
    return quantity() < 0 ? bound(forward) : 0;
  }

  /**
   * Writes its price after each move, USD.
   *
   * @param batch of the moves; prices may be written when it is flushed
   * @param volatilities after each
   */
  void price(ShockedOptions batch, List<SpotMove> moves, double[] volatilities, double[] prices) {
    if (isValued() && settled == 0) {
      batch.add(option, variable, logMoneyness, volatilities, years, prices);
      return;
    }
    for (int i = 0; i < prices.length; i++) {
      prices[i] = price(moves.get(i), volatilities[i]);
    }
  }

  /** The most that it can be worth. */
  double bound() {
    return bound(forward());
  }

  /** ln(forward / strike), with finite stand-ins for its limits. */
  double logMoneyness() {
    return logMoneyness;
  }

  /** Change of price per change of forward, of one unit. */
  double delta() {
    if (isValued()) {
      return Black76.greeks(option.type(), forward(), option.strike(), volatility(), years).delta();
    }
    return quantity() < 0 ? (isCall() ? 1 : -1) : 0;
  }

  /** What it pays when it settles at a price. */
  double intrinsic(double settlement) {
    return Math.max(0, isCall() ? settlement - option.strike() : option.strike() - settlement);
  }

  /** Adds all that its prices depend on. */
  void add(Fingerprint fingerprint) {
    fingerprint
        .add(variable)
        .add(settled)
        .add(years)
        .add(rate)
        .add(confidence)
        .add(isValued() ? "valued" : "not valued")
        .add(volatility());
  }

  private double bound(double forward) {
    return isCall() ? forward : option.strike();
  }

  private double black(double forward, double logarithm, double shockedVolatility) {
    return Black76.price(
        option.type(), forward, option.strike(), logarithm, shockedVolatility, years);
  }
}
