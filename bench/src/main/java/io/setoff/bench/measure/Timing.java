package io.setoff.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How often things are run to be timed.
 *
 * @param warmups passes before any that counts
 * @param passes passes that count, of which the median is taken
 */
public record Timing(int warmups, int passes) {
  private static final double NANOS = 1e-9;

  /**
   * Seconds that each variant takes on a core: CPU time of this thread. Variants take turns, so
   * that they share whatever else the machine does.
   */
  public double[] cpuSeconds(Runnable... variants) {
    return seconds(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, variants);
  }

  /** Seconds that pass while a variant runs. */
  public double wallSeconds(Runnable variant) {
    return seconds(System::nanoTime, variant)[0];
  }

  private double[] seconds(LongSupplier clock, Runnable... variants) {
    double[][] seconds = new double[variants.length][passes];
    for (int pass = -warmups; pass < passes; pass++) {
      for (int variant = 0; variant < variants.length; variant++) {
        long start = clock.getAsLong();
        variants[variant].run();
        if (pass >= 0) {
          seconds[variant][pass] = (clock.getAsLong() - start) * NANOS;
        }
      }
    }
    return Arrays.stream(seconds).mapToDouble(Timing::median).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
