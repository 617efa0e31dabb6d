package io.setoff.bench.state;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A store and its peer by turns, so that they share whatever else the machine does.
 *
 * @param warmups rounds before any that counts
 * @param rounds of which the median is taken
 * @param blocks in a round
 */
record Rounds(int warmups, int rounds, int blocks) {
  /** Events in a block. */
  static final int EVENTS = 100;

  /** Writes blocks. */
  interface Writer {
    /** Makes ready what so many blocks write; this is not measured. */
    default void prepare(int blocks) throws IOException {}

    /** Writes the next block; waits until it is written. */
    void write() throws IOException;
  }

  /** Events per second of each. */
  double[] eventsPerSecond(Writer... variants) throws IOException {
    double[][] all = new double[variants.length][rounds];
    for (int round = -warmups; round < rounds; round++) {
      for (int i = 0; i < variants.length; i++) {
        variants[i].prepare(blocks);
        long start = System.nanoTime();
        for (int block = 0; block < blocks; block++) {
          variants[i].write();
        }
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        if (round >= 0) {
          all[i][round] = (double) blocks * EVENTS / seconds;
        }
      }
    }
    return Arrays.stream(all).mapToDouble(Rounds::median).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
