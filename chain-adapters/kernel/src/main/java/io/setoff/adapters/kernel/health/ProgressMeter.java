package io.setoff.adapters.kernel.health;

/** Moving averages over the commits of finalized ranges. Thread-safe. */
public final class ProgressMeter {
  /** Weight of the newest commit. */
  private static final double NEWEST = 0.2;

  private long rangeBlocks;
  private double blocksPerSecond;
  private double eventsPerSecond;

  /**
   * Ranges were applied, {@code nanos} after those before.
   *
   * @param range blocks of the newest of them
   * @param blocks of all of them
   */
  public synchronized void applied(long range, long blocks, int events, long nanos) {
    double seconds = Math.max(1, nanos) / 1e9;
    boolean first = rangeBlocks == 0;
    rangeBlocks = range;
    blocksPerSecond = average(first, blocksPerSecond, blocks / seconds);
    eventsPerSecond = average(first, eventsPerSecond, events / seconds);
  }

  private static double average(boolean first, double before, double now) {
    return first ? now : before + NEWEST * (now - before);
  }

  public synchronized IndexProgress progress() {
    return new IndexProgress(rangeBlocks, blocksPerSecond, eventsPerSecond);
  }
}
