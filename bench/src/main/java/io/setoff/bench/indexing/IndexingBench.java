package io.setoff.bench.indexing;

import io.setoff.bench.Measurement;
import io.setoff.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final List<String> PEERS = List.of("ponder-1.0.0", "ponder-0.16.10");

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-bench");
    List<Path> others = new ArrayList<>();
    if (peers) {
      for (String name : PEERS) {
        Path project = home.resolve("bench/indexing/peers").resolve(name);
        if (!Ponder.isInstalled(project)) {
          throw new IOException("not installed: npm ci in " + project);
        }
        others.add(project);
      }
    }
    List<Measurement> measured = new ArrayList<>();
    progress.accept("reorganisations");
    measured.addAll(Reorgs.measure(home, folder.resolve("reorg")));
    measured.addAll(new Backfill(folder, blocks, others).measure(home, progress));
    measured.addAll(new HeadLatency(home, folder.resolve("latency"), others).measure(progress));
    return new Report("indexing", measured);
  }
}
