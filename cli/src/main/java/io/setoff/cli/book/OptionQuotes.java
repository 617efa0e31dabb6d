package io.setoff.cli.book;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.description.InstrumentInput;
import io.setoff.risk.input.Require;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Volatilities that options of a document have of their own. */
final class OptionQuotes {
  private final SortedMap<UnderlyingId, SortedMap<Instant, SortedMap<Double, Double>>> quotes =
      new TreeMap<>();
  private final Map<Key, String> fields = new HashMap<>();

  private record Key(UnderlyingId underlying, Instant expiry, double strike) {}

  /** Adds the volatility of an option; {@code field} is the path of its instrument. */
  void add(InstrumentInput instrument, String field) {
    if (instrument instanceof InstrumentInput.Option option && option.volatility().isPresent()) {
      double volatility = option.volatility().getAsDouble();
      Double known =
          quotes
              .computeIfAbsent(option.underlyingId(), id -> new TreeMap<>())
              .computeIfAbsent(option.expiry(), time -> new TreeMap<>())
              .putIfAbsent(option.strike(), volatility);
      String first =
          fields.computeIfAbsent(
              new Key(option.underlyingId(), option.expiry(), option.strike()), key -> field);
      Require.that(
          known == null || known == volatility,
          field + ".volatility",
          "must be that of all options of its expiry and strike, is %s, and %s in %s"
              .formatted(volatility, known, first));
      Require.notNegative(field + ".volatility", volatility);
    }
  }

  SortedMap<Instant, SortedMap<Double, Double>> of(UnderlyingId underlying) {
    return quotes.getOrDefault(underlying, Collections.emptySortedMap());
  }
}
