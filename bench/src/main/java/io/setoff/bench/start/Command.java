package io.setoff.bench.start;

import java.io.IOException;
import java.util.Arrays;

/**
 * A command that was run to its end.
 *
 * @param seconds it took
 */
record Command(double seconds) {
  private static final int RUNS = 3;

  static Command run(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ends with " + code);
    }
    return new Command(seconds);
  }

  /** Seconds of the middle one of three runs. */
  static double median(String... command) throws IOException, InterruptedException {
    double[] runs = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      runs[i] = run(command).seconds();
    }
    Arrays.sort(runs);
    return runs[RUNS / 2];
  }
}
