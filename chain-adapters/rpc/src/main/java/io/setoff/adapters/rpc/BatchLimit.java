package io.setoff.adapters.rpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many calls a provider takes in one request, as it was seen to do. A refusal halves it, or
 * takes the number that the refusal names; after many good answers twice as many are tried, less
 * and less often when that is refused, too. Thread-safe.
 */
final class BatchLimit {
  static final int MOST = 100;

  /** Good answers at the limit before more is tried. */
  private static final int PATIENCE = 32;

  private static final int MOST_PATIENCE = 1 << 16;
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])([1-9][0-9]{0,2})(?![\\w.])");

  private int limit = MOST;
  private int good;
  private int patience = PATIENCE;
  private boolean trying;

  synchronized int calls() {
    return limit;
  }

  synchronized void answered(int calls) {
    if (calls < limit || limit == MOST) {
      return;
    }
    trying = false;
    if (++good >= patience) {
      good = 0;
      trying = true;
      limit = Math.min(MOST, 2 * limit);
    }
  }

  /**
   * Learns from a refusal.
   *
   * @param calls how many were asked at once, more than one
   */
  synchronized void refused(int calls, String message) {
    if (trying) {
      patience = Math.min(MOST_PATIENCE, 2 * patience);
      trying = false;
    }
    good = 0;
    limit = Math.min(limit, named(calls, message));
  }

  private static int named(int calls, String message) {
    Matcher number = NUMBER.matcher(message);
    while (number.find()) {
      int named = Integer.parseInt(number.group(1));
      if (named < calls) {
        return named;
      }
    }
    return calls / 2;
  }
}
