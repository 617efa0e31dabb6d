package io.setoff.model;

import java.util.Optional;

/**
 * The log that last changed a value, or the block of the pinned read that did.
 *
 * @param height block of the change
 * @param blockHash its hash
 * @param log transaction and log; empty for a pinned read
 * @param assurance how well the value was checked
 */
public record Origin(long height, String blockHash, Optional<LogRef> log, Assurance assurance) {

  /**
   * One log of a block.
   *
   * @param txHash transaction
   * @param logIndex index of the log in its block
   */
  public record LogRef(String txHash, int logIndex) {}

  /** Something that one provider said. */
  public Origin(long height, String blockHash, Optional<LogRef> log) {
    this(height, blockHash, log, Assurance.SINGLE);
  }

  /** A read at {@code block} that one provider answered. */
  public static Origin read(BlockRef block) {
    return new Origin(block.height(), block.hash(), Optional.empty());
  }

  /** The later of the two, as well checked as the weaker one. */
  public Origin latest(Origin other) {
    return newer(other).atMost(assurance.weaker(other.assurance));
  }

  private Origin newer(Origin other) {
    if (height != other.height) {
      return height > other.height ? this : other;
    }
    int mine = log.map(LogRef::logIndex).orElse(-1);
    int theirs = other.log.map(LogRef::logIndex).orElse(-1);
    return mine >= theirs ? this : other;
  }

  /** The same, checked no better than {@code limit}. */
  public Origin atMost(Assurance limit) {
    Assurance weaker = assurance.weaker(limit);
    return weaker == assurance ? this : new Origin(height, blockHash, log, weaker);
  }
}
