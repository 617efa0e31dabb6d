package io.setoff.adapters.kernel;

/** Moving averages over the ranges that were applied. Thread-safe. */
final class ProgressMeter {
  /** Weight of the newest range. */
  private static final double NEWEST = 0.2;

  private long rangeBlocks;
  private double blocksPerSecond;
  private double eventsPerSecond;

  /** A range was applied, {@code nanos} after the one before. */
  synchronized void applied(long blocks, int events, long nanos) {
    double seconds = Math.max(1, nanos) / 1e9;
    boolean first = rangeBlocks == 0;
    rangeBlocks = blocks;
    blocksPerSecond = average(first, blocksPerSecond, blocks / seconds);
    eventsPerSecond = average(first, eventsPerSecond, events / seconds);
  }

  private static double average(boolean first, double before, double now) {
    return first ? now : before + NEWEST * (now - before);
  }

  synchronized IndexProgress progress() {
    return new IndexProgress(rangeBlocks, blocksPerSecond, eventsPerSecond);
  }
}
