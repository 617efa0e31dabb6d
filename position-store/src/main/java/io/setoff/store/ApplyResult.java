package io.setoff.store;

import java.util.Optional;

/** What became of a batch. */
public sealed interface ApplyResult {

  /**
   * Applied and durable.
   *
   * @param cursor the new cursor
   */
  record Applied(ChainCursor cursor) implements ApplyResult {}

  /**
   * Refused: somebody else owns the chain.
   *
   * @param owner who
   */
  record Fenced(String owner) implements ApplyResult {}

  /**
   * Refused: the store is at another head, or no longer holds the block to go back to.
   *
   * @param cursor where it is
   */
  record Mismatch(Optional<ChainCursor> cursor) implements ApplyResult {}
}
