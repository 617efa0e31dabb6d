package io.setoff.bench.indexing;

import io.setoff.bench.measure.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The whole chain into an empty store, beside other indexers and the reader of bytes. */
final class Backfill {
  private static final int EVENTS_PER_BLOCK = 40;
  private static final int REPETITIONS = 5;
  private static final double LEAST_PERCENT_OF_READING = 35;
  private static final int TIMES_THE_FASTEST_PEER = 10;
  private static final int HEAP_MEGABYTES = 256;
  private static final double TIMES_THE_HEAP = 2;
  private static final double ACCOUNT_TIMES_THE_READING = 4;

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

  /**
   * One run, and the reading of the same bytes just before it.
   *
   * @param account how long the history of one account takes, over reading its blocks alone
   */
  private record Run(
      double eventsPerSecond,
      double readPerSecond,
      double megabytes,
      boolean exact,
      double account) {
    double percentOfReading() {
      return 100 * eventsPerSecond / readPerSecond;
    }
  }

  private record PeerRun(String name, double eventsPerSecond) {}

  List<Measurement> measure(Path home, Consumer<String> progress)
      throws IOException, InterruptedException {
    int events = blocks * EVENTS_PER_BLOCK;
    try (Anvil anvil = Anvil.start(home);
        RawReader raw = new RawReader(anvil.url())) {
      progress.accept("a chain of %,d events in %,d blocks".formatted(events, blocks));
      List<Totals.Batch> batches = Totals.batches(blocks, EVENTS_PER_BLOCK);
      anvil.mine(batches);
      String expected = Totals.of(batches).fingerprint();
      progress.accept("backfill");
      Path cache = folder.resolve("indexer.aot");
      index(anvil, folder.resolve("first"), "-XX:AOTCacheOutput=" + cache);
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < REPETITIONS; i++) {
        double reading = events / raw.logs(anvil.book(), anvil.head());
        List<String> fields = index(anvil, folder.resolve("backfill" + i), "-XX:AOTCache=" + cache);
        runs.add(run(fields, reading, expected));
      }
      List<PeerRun> others = new ArrayList<>();
      for (Map.Entry<String, Peer.Starter> peer : peers.entrySet()) {
        progress.accept("backfill by " + peer.getKey());
        others.add(peerRun(peer.getKey(), peer.getValue(), anvil, expected, events));
      }
      return measurements(runs, others);
    }
  }

  private static Run run(List<String> fields, double readPerSecond, String expected) {
    return new Run(
        Long.parseLong(fields.get(0)) / Double.parseDouble(fields.get(1)),
        readPerSecond,
        Long.parseLong(fields.get(2)) / 1024.0,
        fields.get(3).equals(expected),
        Double.parseDouble(fields.get(4)) / Double.parseDouble(fields.get(5)));
  }

  private static List<Measurement> measurements(List<Run> runs, List<PeerRun> others) {
    double speed = median(runs, Run::eventsPerSecond);
    List<Measurement> measured = new ArrayList<>();
    measured.add(
        Measurement.atLeast(
            "backfill",
            LEAST_PERCENT_OF_READING,
            "% of reading",
            median(runs, Run::percentOfReading),
            rate("from the start of the process:", speed)
                + rate("; the bytes alone:", median(runs, Run::readPerSecond))
                + "; median of "
                + runs.size()));
    if (!others.isEmpty()) {
      StringBuilder theirs = new StringBuilder();
      others.forEach(peer -> theirs.append("; ").append(rate(peer.name(), peer.eventsPerSecond())));
      measured.add(
          Measurement.atLeast(
              "backfill, peers",
              TIMES_THE_FASTEST_PEER,
              "x the fastest",
              speed / others.stream().mapToDouble(PeerRun::eventsPerSecond).max().orElseThrow(),
              rate("", speed).strip() + theirs));
    }
    double megabytes = runs.stream().mapToDouble(Run::megabytes).max().orElseThrow();
    measured.add(
        Measurement.atMost(
            "backfill, memory",
            TIMES_THE_HEAP,
            "x the heap",
            megabytes / HEAP_MEGABYTES,
            String.format(
                Locale.ROOT,
                "largest resident set of a run: %.0f MB; heap of at most %d MB",
                megabytes,
                HEAP_MEGABYTES)));
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
            ACCOUNT_TIMES_THE_READING,
            "x reading its blocks",
            median(runs, Run::account),
            "its own blocks alone, of a chain with 5,000 accounts; the rows equal the folded"
                + " ones"));
    return measured;
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> of) {
    return runs.stream().mapToDouble(of).sorted().toArray()[runs.size() / 2];
  }

  private static String rate(String what, double eventsPerSecond) {
    return String.format(Locale.ROOT, "%s %,.0f events/s", what, eventsPerSecond);
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

  /**
   * Runs the indexer in a process of its own, so that its memory is its own.
   *
   * @param cache option for the cache of classes and profiles that the launcher keeps of the
   *     gateway too
   * @return what {@link Indexer#main} prints
   */
  private static List<String> index(Anvil anvil, Path store, String cache)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ProductJvm.adapter());
    command.addAll(
        List.of(
            "-Xmx" + HEAP_MEGABYTES + "m",
            cache,
            "-cp",
            System.getProperty("java.class.path"),
            Indexer.class.getName(),
            anvil.url().toString(),
            anvil.book(),
            store.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the indexer failed: " + output);
    }
    return List.of(output.lines().toList().getLast().split(" ", -1));
  }
}
