package io.setoff.bench.indexing;

import io.setoff.bench.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The whole chain into an empty store, beside other indexers and the reader of bytes. */
final class Backfill {
  private static final int EVENTS_PER_BLOCK = 40;
  private static final int REPETITIONS = 3;
  private static final int TIMES_THE_FASTEST_PEER = 10;
  private static final double MOST_MEGABYTES = 512;

  /** "Seconds", by the project's own words. */
  private static final double MOST_ACCOUNT_MILLIS = 3_000;

  private final Path folder;
  private final int blocks;
  private final SequencedMap<String, Peer.Starter> peers;

  /**
   * What to measure.
   *
   * @param peers to measure too, by name
   */
  Backfill(Path folder, int blocks, SequencedMap<String, Peer.Starter> peers) {
    this.folder = folder;
    this.blocks = blocks;
    this.peers = peers;
  }

  /** One run. */
  private record Run(
      double eventsPerSecond, double megabytes, boolean exact, double accountMillis) {}

  private record PeerRun(String name, double eventsPerSecond) {}

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
      List<PeerRun> others = new ArrayList<>();
      for (Map.Entry<String, Peer.Starter> peer : peers.entrySet()) {
        progress.accept("backfill by " + peer.getKey());
        others.add(peerRun(peer.getKey(), peer.getValue(), anvil, expected, events));
      }
      return measurements(runs, others, limit);
    }
  }

  private static List<Measurement> measurements(
      List<Run> runs, List<PeerRun> others, double limit) {
    double speed = runs.get(runs.size() / 2).eventsPerSecond();
    StringBuilder beside = new StringBuilder();
    others.forEach(peer -> beside.append(", ").append(rate(peer.name(), peer.eventsPerSecond())));
    List<Measurement> measured = new ArrayList<>();
    if (!others.isEmpty()) {
      measured.add(
          Measurement.atLeast(
              "backfill",
              TIMES_THE_FASTEST_PEER
                  * others.stream().mapToDouble(PeerRun::eventsPerSecond).max().orElseThrow(),
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

  private PeerRun peerRun(
      String name, Peer.Starter starter, Anvil anvil, String expected, int events)
      throws IOException, InterruptedException {
    try (Peer peer = starter.start(folder.resolve(name), anvil)) {
      peer.awaitAll(events);
      double seconds = (System.nanoTime() - peer.startedNanos()) / 1e9;
      if (!peer.totals().fingerprint().equals(expected)) {
        throw new IOException(name + " has counted other totals");
      }
      return new PeerRun(name, events / seconds);
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
