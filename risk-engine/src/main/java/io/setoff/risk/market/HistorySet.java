package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The price histories that are known. An underlying without one is a gap, not a constant price.
 *
 * @param histories by underlying
 */
public record HistorySet(SortedMap<UnderlyingId, PriceHistory> histories) {
  /** No history of anything. */
  public static final HistorySet EMPTY = new HistorySet(Collections.emptySortedMap());

  public HistorySet {
    histories = Collections.unmodifiableSortedMap(new TreeMap<>(histories));
  }

  public static HistorySet of(List<PriceHistory> histories) {
    SortedMap<UnderlyingId, PriceHistory> byUnderlying = new TreeMap<>();
    for (PriceHistory history : histories) {
      Require.that(
          byUnderlying.put(history.underlying(), history) == null,
          "histories[" + history.underlying() + "]",
          "must be given once");
    }
    return new HistorySet(byUnderlying);
  }

  public Optional<PriceHistory> of(UnderlyingId underlying) {
    return Optional.ofNullable(histories.get(underlying));
  }

  /** Throws when a number cannot be used; {@code field} is the path of this set. */
  public void check(String field) {
    histories.forEach((id, history) -> history.check(field + "[" + id + "]"));
  }

  /** Adds all prices, days and sources to a fingerprint. */
  public void addTo(Fingerprint fingerprint) {
    fingerprint.add(histories.size());
    for (PriceHistory history : histories.values()) {
      fingerprint.add(history.underlying().value()).add(history.source());
      fingerprint.add(history.closes().size());
      history.closes().forEach((day, close) -> fingerprint.add(day.toEpochDay()).add(close));
    }
  }
}
