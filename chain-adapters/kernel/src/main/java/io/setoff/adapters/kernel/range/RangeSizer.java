package io.setoff.adapters.kernel.range;

import io.setoff.adapters.kernel.spi.Fetched;

/**
 * How many blocks to fetch at once: as many as give answers of a good size in a good time. Starts
 * small and doubles while answers are tiny, then grows by a quarter and halves when it was too
 * much. Thread-safe.
 */
public final class RangeSizer {
  /** Larger answers only cost memory: measured, docs/indexing.md. */
  private static final long TARGET_BYTES = 4L << 20;

  private static final long TARGET_MILLIS = 1_000;
  private static final long FIRST = 64;

  private final long cap;
  private long blocks;

  public RangeSizer(long cap) {
    this.cap = cap;
    this.blocks = Math.min(FIRST, cap);
  }

  synchronized long blocks() {
    return blocks;
  }

  /** Learns from a range of {@code asked} blocks. */
  synchronized void learn(long asked, Fetched.Cost cost) {
    boolean tooMuch =
        cost.refusals() > 0 || cost.bytes() > 2 * TARGET_BYTES || cost.millis() > 2 * TARGET_MILLIS;
    if (tooMuch) {
      blocks = Math.max(1, Math.min(blocks, asked / 2));
    } else if (asked >= blocks && cost.bytes() < TARGET_BYTES && cost.millis() < TARGET_MILLIS) {
      boolean tiny = cost.bytes() < TARGET_BYTES / 4 && cost.millis() < TARGET_MILLIS / 4;
      blocks = Math.min(cap, tiny ? 2 * blocks : blocks + Math.max(1, blocks / 4));
    }
  }

  /** A fetch failed altogether. */
  synchronized void failed(long asked) {
    blocks = Math.max(1, Math.min(blocks, asked / 2));
  }
}
