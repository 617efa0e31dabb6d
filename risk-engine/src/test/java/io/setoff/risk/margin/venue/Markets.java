package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.ExpiryMarket;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.SourceConfidences;
import io.setoff.risk.market.VolSurface;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Markets and holdings to write cases with. */
final class Markets {
  static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  static final UnderlyingId BTC = new UnderlyingId("crypto:BTC");

  private Markets() {}

  static Instant in(long days) {
    return NOW.plus(Duration.ofDays(days));
  }

  /** A market whose forwards are its spot price. */
  static UnderlyingMarket flat(UnderlyingId underlying, double spot, double volatility) {
    return new Builder(underlying, spot)
        .forward(in(7), spot)
        .forward(in(30), spot)
        .forward(in(90), spot)
        .surface(volatility)
        .build();
  }

  static MarketSnapshot snapshot(UnderlyingMarket... markets) {
    SortedMap<UnderlyingId, UnderlyingMarket> all = new TreeMap<>();
    for (UnderlyingMarket market : markets) {
      all.put(market.underlying(), market);
    }
    return new MarketSnapshot(NOW, all);
  }

  static final class Builder {
    private final UnderlyingId underlying;
    private final double spot;
    private final SortedMap<Instant, Double> forwards = new TreeMap<>();
    private final SortedMap<Instant, ExpiryMarket> expiries = new TreeMap<>();
    private OptionalDouble perpetual = OptionalDouble.empty();
    private Optional<VolSurface> surface = Optional.empty();
    private double confidence = 1;
    private SourceConfidences confidences = SourceConfidences.OF_SPOT;

    Builder(UnderlyingId underlying, double spot) {
      this.underlying = underlying;
      this.spot = spot;
    }

    Builder forward(Instant expiry, double price) {
      forwards.put(expiry, price);
      return this;
    }

    Builder expiry(Instant expiry, double settled, double rate, double confidence) {
      expiries.put(
          expiry, new ExpiryMarket(settled, OptionalDouble.of(rate), confidence, new TreeMap<>()));
      return this;
    }

    Builder quote(Instant expiry, double strike, double volatility) {
      ExpiryMarket known = expiries.getOrDefault(expiry, ExpiryMarket.NONE);
      SortedMap<Double, Double> quotes = new TreeMap<>(known.volatilities());
      quotes.put(strike, volatility);
      expiries.put(
          expiry, new ExpiryMarket(known.settled(), known.rate(), known.confidence(), quotes));
      return this;
    }

    Builder perpetual(double mark) {
      perpetual = OptionalDouble.of(mark);
      return this;
    }

    Builder surface(double volatility) {
      surface = Optional.of(new VolSurface.Flat(volatility));
      return this;
    }

    Builder confidence(double value) {
      confidence = value;
      return this;
    }

    Builder confidences(double perpetual, double collateral) {
      confidences =
          new SourceConfidences(OptionalDouble.of(perpetual), OptionalDouble.of(collateral));
      return this;
    }

    UnderlyingMarket build() {
      return new UnderlyingMarket(
          underlying,
          spot,
          perpetual,
          forwards,
          0,
          surface,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          confidence,
          confidences,
          expiries,
          new UnderlyingMarket.Observation("test", NOW));
    }
  }

  static Holding holding(String id, Instrument instrument, double quantity) {
    return new Holding(id, "eip155:1/venue", "account", instrument, quantity);
  }

  static Holding cash(double amount) {
    return holding("cash", new Cash(), amount);
  }

  static Holding spot(UnderlyingId underlying, double quantity) {
    return holding("spot " + underlying, new Spot(underlying), quantity);
  }

  static Holding perpetual(UnderlyingId underlying, double quantity) {
    return holding("perpetual " + underlying, new Perpetual(underlying), quantity);
  }

  static Holding call(UnderlyingId underlying, Instant expiry, double strike, double quantity) {
    return option(underlying, expiry, strike, OptionType.CALL, quantity);
  }

  static Holding put(UnderlyingId underlying, Instant expiry, double strike, double quantity) {
    return option(underlying, expiry, strike, OptionType.PUT, quantity);
  }

  private static Holding option(
      UnderlyingId underlying, Instant expiry, double strike, OptionType type, double quantity) {
    return holding(
        type + " " + underlying + " " + expiry + " " + strike,
        new EuropeanOption(underlying, expiry, strike, type),
        quantity);
  }

  /** A part of the requirements, over all underlyings. */
  static MarginResult.Part part(MarginResult result, String name) {
    return result.parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<Double> gains(MarginResult result, UnderlyingId underlying) {
    List<Double> gains = new ArrayList<>();
    result.underlyings().stream()
        .filter(own -> own.underlying().equals(underlying))
        .forEach(own -> own.scenarios().forEach(scenario -> gains.add(scenario.gain())));
    return gains;
  }
}
