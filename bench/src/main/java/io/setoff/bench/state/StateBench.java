package io.setoff.bench.state;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What it costs to keep positions so that they are whole after a crash, can be undone and are told
 * to other processes.
 */
public final class StateBench {
  private final Rounds rounds;
  private final int positions;

  StateBench(Rounds rounds, int positions) {
    this.rounds = rounds;
    this.positions = positions;
  }

  /** The size that the bars are for. */
  public static StateBench full() {
    return new StateBench(new Rounds(4, 9, 100), 20_000);
  }

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    List<Measurement> measurements = new ArrayList<>();
    Path folder = Files.createTempDirectory("setoff-bench-state");
    try {
      if (OwnRedis.isInstalled()) {
        progress.accept("steps of 100 events on Redis");
        measurements.addAll(RedisSteps.measure(rounds, positions, folder));
        progress.accept("a failover");
        measurements.add(Failover.measure(positions, folder));
      } else {
        for (String bar : List.of("Redis apply", "longest call of the server", "failover")) {
          measurements.add(Measurement.skipped(bar, "there is no redis-server on the PATH"));
        }
      }
      progress.accept("steps of 100 events in RocksDB");
      measurements.add(RocksSteps.measure(rounds, positions, folder));
    } finally {
      delete(folder);
    }
    return new Report("state", measurements);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
