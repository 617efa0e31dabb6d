package io.setoff.risk.market;

import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;

/**
 * Which past is used.
 *
 * @param window days back from the last day before the snapshot
 * @param minimum daily returns that an underlying needs, and that all have in common
 * @param maximumAge days between the last close and the last day before the snapshot
 */
public record HistoryRules(int window, int minimum, int maximumAge) {
  private static final int LONGEST_WINDOW = 10_000;

  /** 500 days, at least 250, that end at most three days ago. */
  public static final HistoryRules DEFAULT = new HistoryRules(500, 250, 3);

  /** Throws when a number cannot be used; {@code field} is the path of these rules. */
  public void check(String field) {
    Require.within(field + ".window", window, 2, LONGEST_WINDOW);
    Require.within(field + ".minimum", minimum, 2, window);
    Require.within(field + ".maximum_age", maximumAge, 0, LONGEST_WINDOW);
  }

  public void addTo(Fingerprint fingerprint) {
    fingerprint.add(window).add(minimum).add(maximumAge);
  }
}
