package io.setoff.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Time of starting a virtual machine that compiles and runs one small class, measured beside what
 * it is compared with: on a slow or busy machine both take longer.
 */
record Yardstick(double seconds) {
  private static final int RUNS = 7;
  private static final String SOURCE =
      "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }\n";

  static Yardstick measure() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-bench");
    Path source = Files.writeString(folder.resolve("Hello.java"), SOURCE);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    double[] runs = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      runs[i] = Command.run(java, source.toString()).seconds();
    }
    Files.delete(source);
    Files.delete(folder);
    Arrays.sort(runs);
    return new Yardstick(runs[RUNS / 2]);
  }
}
