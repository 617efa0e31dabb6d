package io.setoff.bench.indexing;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Whether chains are read as fast as they have to be, and exactly: backfill, head latency and
 * reorganisations, on chains made for it.
 *
 * @param home the project's folder
 * @param blocks of the chain to backfill
 * @param peers whether other indexers run over the same chains
 */
public record IndexingBench(Path home, int blocks, boolean peers) {
  /** The faster one first, the newer one last. */
  private static final List<String> PONDERS = List.of("ponder-1.0.0", "ponder-0.16.10");

  private static final String ENVIO = "envio-2.32.12";

  private static final Duration BACKFILL_POLL = Duration.ofSeconds(1);

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-bench");
    List<Path> ponders = new ArrayList<>();
    SequencedMap<String, Peer.Starter> all = new LinkedHashMap<>();
    if (peers) {
      for (String name : PONDERS) {
        Path project = project(name);
        Ponder.requireInstalled(project);
        ponders.add(project);
        all.put(name, (in, anvil) -> Ponder.start(project, in, anvil, BACKFILL_POLL));
      }
      Path envio = project(ENVIO);
      Envio.requireInstalled(envio);
      all.put(ENVIO, (in, anvil) -> Envio.start(envio, in, anvil));
    }
    List<Measurement> measured = new ArrayList<>();
    progress.accept("reorganisations");
    measured.addAll(Reorgs.measure(home, folder.resolve("reorg")));
    measured.addAll(new Backfill(folder, blocks, all).measure(home, progress));
    measured.addAll(
        new HeadLatencyBench(home, folder.resolve("latency"), ponders).measure(progress));
    PeerProcess.deleteTree(folder);
    return new Report("indexing", measured);
  }

  private Path project(String peer) {
    return home.resolve("bench/indexing/peers").resolve(peer);
  }
}
