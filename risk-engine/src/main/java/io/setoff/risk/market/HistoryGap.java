package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;

/**
 * An underlying whose past is not known well enough to simulate it.
 *
 * @param underlying which
 * @param reason why
 * @param detail one sentence for people
 */
public record HistoryGap(UnderlyingId underlying, Reason reason, String detail) {

  /** Why a history cannot be used. */
  public enum Reason {
    /** There is none. */
    MISSING,
    /** It has ended too long ago. */
    STALE,
    /** Too few days of it, or too few that the others have as well. */
    SHORT,
    /** Closes before and after a day are in different units. */
    SPLIT,
    /** Closes stay the same for days: they were not observed. */
    FLAT,
    /** A close so far from those beside it that it is none, or that they say nothing of it. */
    ABSURD
  }
}
