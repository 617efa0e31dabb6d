package io.setoff.adapters.evm.head;

import java.util.Optional;

/**
 * One of a chain's tags, {@code safe} or {@code finalized}, and the height at which it was seen
 * last. A tag only ever rises, so an old height stays true; what nodes leave unsaid now is not
 * guessed once one has said it. Thread-safe.
 */
final class FinalityTags {
  /** How often a tag that was never told is asked for before the depth stands for it. */
  static final int ASKED = 3;

  private long last = -1;
  private int untold;

  /** Whether it may be that the chain has the tag, although nobody has told it yet. */
  synchronized boolean isOpen() {
    return last < 0 && untold < ASKED;
  }

  /**
   * The height that counts.
   *
   * @param told what a node says now; empty when it says nothing
   * @param byDepth what the configured depth says
   */
  synchronized long height(Optional<Long> told, long byDepth) {
    if (told.isPresent()) {
      last = Math.max(last, told.get());
      return Math.min(told.get(), byDepth);
    }
    if (last < 0) {
      untold++;
      return byDepth;
    }
    return Math.min(last, byDepth);
  }
}
