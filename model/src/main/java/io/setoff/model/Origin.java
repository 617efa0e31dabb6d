package io.setoff.model;

import java.util.Optional;

/**
 * The log that last changed a value, or the block of the pinned read that did.
 *
 * @param height block of the change
 * @param blockHash its hash
 * @param log transaction and log; empty for a pinned read
 */
public record Origin(long height, String blockHash, Optional<LogRef> log) {

  /**
   * One log of a block.
   *
   * @param txHash transaction
   * @param logIndex index of the log in its block
   */
  public record LogRef(String txHash, int logIndex) {}

  public static Origin read(BlockRef block) {
    return new Origin(block.height(), block.hash(), Optional.empty());
  }

  /** The later of the two. */
  public Origin latest(Origin other) {
    if (height != other.height) {
      return height > other.height ? this : other;
    }
    int mine = log.map(LogRef::logIndex).orElse(-1);
    int theirs = other.log.map(LogRef::logIndex).orElse(-1);
    return mine >= theirs ? this : other;
  }
}
