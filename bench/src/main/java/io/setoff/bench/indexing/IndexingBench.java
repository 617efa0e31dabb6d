package io.setoff.bench.indexing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code bench indexing}: backfill, head latency and reorganisations, on a chain made for it. */
public final class IndexingBench {
  private static final int BLOCKS = 5_000;
  private static final int EVENTS = 40;
  private static final int REPETITIONS = 3;

  private IndexingBench() {}

  /**
   * Runs everything.
   *
   * @param args {@code --blocks N} for a shorter chain, {@code --peers} to run other indexers too
   */
  public static void main(String... args) throws IOException, InterruptedException {
    List<String> arguments = List.of(args);
    int at = arguments.indexOf("--blocks");
    int blocks = at < 0 ? BLOCKS : Integer.parseInt(arguments.get(at + 1));
    Path home = Path.of(System.getProperty("setoff.home"));
    Path folder = Files.createTempDirectory("setoff-bench");
    try (Anvil anvil = Anvil.start(home)) {
      List<Totals.Batch> batches = Totals.batches(blocks, EVENTS);
      anvil.mine(batches);
      String expected = Totals.of(batches).fingerprint();
      System.out.printf("chain: %d events in %d blocks%n", blocks * EVENTS, blocks);
      RawReader.run(anvil, blocks * EVENTS);
      for (int i = 0; i < REPETITIONS; i++) {
        backfill(anvil, folder.resolve("backfill" + i), expected);
      }
      if (arguments.contains("--peers")) {
        Peers.run(home, folder, anvil, blocks * EVENTS);
      }
    }
    Reorgs.run(home, folder.resolve("reorg"));
    HeadLatency.run(home, folder.resolve("latency"));
  }

  private static void backfill(Anvil anvil, Path store, String expected)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Indexer.class.getName(),
            anvil.url().toString(),
            anvil.book(),
            store.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the indexer failed");
    }
    List<String> fields = Arrays.asList(output.split(" ", -1));
    double seconds = Double.parseDouble(fields.get(1));
    System.out.printf(
        Locale.ROOT,
        "backfill: %s events, %.2f s, %,.0f events/s, peak RSS %d MB, totals %s%n",
        fields.get(0),
        seconds,
        Long.parseLong(fields.get(0)) / seconds,
        Long.parseLong(fields.get(2)) / 1024,
        fields.get(3).equals(expected) ? "exact" : "WRONG");
  }
}
