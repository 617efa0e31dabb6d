package io.setoff.adapters.kernel.health;

/**
 * How fast a chain is being caught up with.
 *
 * @param rangeBlocks blocks that are asked for at once now
 * @param blocksPerSecond moving average over ranges; 0 before the first
 * @param eventsPerSecond moving average over ranges; 0 before the first
 */
public record IndexProgress(long rangeBlocks, double blocksPerSecond, double eventsPerSecond) {
  /** Of a chain that is not caught up with here. */
  public static final IndexProgress NONE = new IndexProgress(0, 0, 0);
}
