package io.setoff.bench.indexing;

import io.setoff.bench.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The whole chain into an empty store, beside other indexers and the reader of bytes. */
final class Backfill {
  private static final int EVENTS_PER_BLOCK = 40;
  private static final int REPETITIONS = 3;
  private static final int TIMES_THE_FASTEST_PEER = 10;
  private static final double MOST_MEGABYTES = 512;

  /** "Seconds", by the project's own words. */
  private static final double MOST_ACCOUNT_MILLIS = 3_000;

  private static final Duration POLL = Duration.ofSeconds(1);

  private final Path folder;
  private final int blocks;
  private final List<Path> peers;

  Backfill(Path folder, int blocks, List<Path> peers) {
    this.folder = folder;
    this.blocks = blocks;
    this.peers = peers;
  }

  /** One run. */
  private record Run(
      double eventsPerSecond, double megabytes, boolean exact, double accountMillis) {}

  private record Peer(String name, double eventsPerSecond) {}

  List<Measurement> measure(Path home, Consumer<String> progress)
      throws IOException, InterruptedException {
    int events = blocks * EVENTS_PER_BLOCK;
    try (Anvil anvil = Anvil.start(home)) {
      progress.accept("a chain of %,d events in %,d blocks".formatted(events, blocks));
      List<Totals.Batch> batches = Totals.batches(blocks, EVENTS_PER_BLOCK);
      anvil.mine(batches);
      String expected = Totals.of(batches).fingerprint();
      progress.accept("backfill");
      double limit = RawReader.eventsPerSecond(anvil, events);
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < REPETITIONS; i++) {
        runs.add(run(anvil, folder.resolve("backfill" + i), expected));
      }
      runs.sort(Comparator.comparingDouble(Run::eventsPerSecond));
      List<Peer> others = new ArrayList<>();
      for (Path peer : peers) {
        progress.accept("backfill by " + peer.getFileName());
        others.add(new Peer(peer.getFileName().toString(), peerRun(peer, anvil, events)));
      }
      return measurements(runs, others, limit);
    }
  }

  private static List<Measurement> measurements(List<Run> runs, List<Peer> others, double limit) {
    double speed = runs.get(runs.size() / 2).eventsPerSecond();
    StringBuilder beside = new StringBuilder();
    others.forEach(peer -> beside.append(", ").append(rate(peer.name(), peer.eventsPerSecond())));
    List<Measurement> measured = new ArrayList<>();
    if (!others.isEmpty()) {
      measured.add(
          Measurement.atLeast(
              "backfill",
              TIMES_THE_FASTEST_PEER
                  * others.stream().mapToDouble(Peer::eventsPerSecond).max().orElseThrow(),
              "events/s",
              speed,
              "ten times the fastest peer; "
                  + rate("reading bytes alone", limit)
                  + beside
                  + "; median of "
                  + runs.size()));
    }
    measured.add(
        Measurement.atMost(
            "backfill, memory",
            MOST_MEGABYTES,
            "MB",
            runs.stream().mapToDouble(Run::megabytes).max().orElseThrow(),
            "largest resident set of a run; median "
                + rate("", speed).strip()
                + rate("; reading bytes alone", limit)));
    measured.add(
        Measurement.atLeast(
            "backfill, exact",
            runs.size(),
            "runs",
            (double) runs.stream().filter(Run::exact).count(),
            "totals of every account and market equal a fold without a node"));
    measured.add(
        Measurement.atMost(
            "backfill of one account",
            MOST_ACCOUNT_MILLIS,
            "ms",
            runs.stream().mapToDouble(Run::accountMillis).max().orElseThrow(),
            "its own blocks alone, of a chain with 5,000 accounts; the rows equal the folded"
                + " ones"));
    return measured;
  }

  private static String rate(String what, double eventsPerSecond) {
    return String.format(Locale.ROOT, "%s %,.0f/s", what, eventsPerSecond);
  }

  private double peerRun(Path peer, Anvil anvil, int events)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Ponder ponder =
        Ponder.start(peer, folder.resolve(peer.getFileName().toString()), anvil, POLL)) {
      ponder.awaitReady();
      ponder.awaitEvents(events);
      return events / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** In a process of its own, so that its memory is its own. */
  private static Run run(Anvil anvil, Path store, String expected)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Indexer.class.getName(),
            anvil.url().toString(),
            anvil.book(),
            store.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the indexer failed");
    }
    List<String> fields = List.of(output.split(" ", -1));
    double seconds = Double.parseDouble(fields.get(1));
    return new Run(
        Long.parseLong(fields.get(0)) / seconds,
        Long.parseLong(fields.get(2)) / 1024.0,
        fields.get(3).equals(expected),
        Double.parseDouble(fields.get(4)));
  }
}
