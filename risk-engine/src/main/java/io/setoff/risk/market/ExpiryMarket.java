package io.setoff.risk.market;

import io.setoff.risk.input.Require;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one expiry beside its forward.
 *
 * @param settled part of the forward, USD, that a settlement average has fixed already: no scenario
 *     moves it
 * @param rate continuously compounded, per year; empty takes that of the underlying
 * @param confidence of the sources of forward, rate and volatilities, 0 to 1
 * @param volatilities by strike, quoted for the options themselves; others are taken from the
 *     surface
 */
public record ExpiryMarket(
    double settled,
    OptionalDouble rate,
    double confidence,
    SortedMap<Double, Double> volatilities) {
  /** Nothing beside the forward. */
  public static final ExpiryMarket NONE =
      new ExpiryMarket(0, OptionalDouble.empty(), 1, Collections.emptySortedMap());

  public ExpiryMarket {
    volatilities = Collections.unmodifiableSortedMap(new TreeMap<>(volatilities));
  }

  /** Only volatilities of options, by strike. */
  public static ExpiryMarket ofVolatilities(SortedMap<Double, Double> volatilities) {
    return new ExpiryMarket(0, OptionalDouble.empty(), 1, volatilities);
  }

  ExpiryMarket withRateShift(double shift) {
    return new ExpiryMarket(
        settled,
        rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() + shift) : rate,
        confidence,
        volatilities);
  }

  /** Throws when a number cannot be used; {@code field} is the path of this expiry. */
  void check(String field) {
    Require.notNegative(field + ".settled", settled);
    rate.ifPresent(value -> Require.within(field + ".rate", value, -1, 1));
    Require.within(field + ".confidence", confidence, 0, 1);
    for (Map.Entry<Double, Double> quote : volatilities.entrySet()) {
      Require.notNegative(field + ".volatilities.strike", quote.getKey());
      Require.notNegative(field + ".volatilities[" + quote.getKey() + "]", quote.getValue());
    }
  }
}
