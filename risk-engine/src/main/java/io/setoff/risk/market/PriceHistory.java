package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Daily closing prices of one underlying.
 *
 * @param underlying what was priced
 * @param closes UTC day to its last price, USD per unit; days may be missing
 * @param source where they are from, for the audit trail
 */
public record PriceHistory(
    UnderlyingId underlying, SortedMap<LocalDate, Double> closes, String source) {
  /** Smallest and largest close: two of them have a finite ratio. */
  private static final double LEAST = 1e-30;

  private static final double LARGEST = 1e30;

  public PriceHistory {
    closes = Collections.unmodifiableSortedMap(new TreeMap<>(closes));
  }

  /** Throws when a number cannot be used; {@code field} is the path of this history. */
  public void check(String field) {
    Require.that(!closes.isEmpty(), field + ".closes", "must have at least one close");
    closes.forEach((day, close) -> requireClose(field + ".closes[" + day + "]", close));
  }

  static double requireClose(String field, double close) {
    return Require.within(field, close, LEAST, LARGEST);
  }
}
