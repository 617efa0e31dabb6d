package io.setoff.bench.risk;

import io.setoff.bench.Measurement;
import io.setoff.bench.Timing;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Values a book of options on every path of a simulation, in full, on two cores. */
final class Paths {
  private static final int CORES = 2;

  /** Paths valued at a time, so that what they share stays in the cache. */
  private static final int CHUNK = 500;

  private static final double MOST_SECONDS = 2;

  private final RandomBook book;
  private final List<Instrument> instruments;
  private final List<List<MarketMove>> chunks = new ArrayList<>();
  private final int paths;

  Paths(RandomBook book, int positions, int paths) {
    this.book = book;
    this.paths = paths;
    instruments = book.instruments(0, positions);
    SplittableRandom random = new SplittableRandom(paths);
    for (int from = 0; from < paths; from += CHUNK) {
      List<MarketMove> chunk = new ArrayList<>();
      for (int path = from; path < Math.min(paths, from + CHUNK); path++) {
        chunk.add(
            book.move(
                "path " + path,
                new Shock(
                    Math.exp(0.05 * random.nextGaussian()),
                    new VolShock.Relative(0.1 * random.nextGaussian(), 0.3, 0.13, 1, 0))));
      }
      chunks.add(chunk);
    }
  }

  List<Measurement> measure(Timing timing) {
    try (ExecutorService threads = Executors.newFixedThreadPool(CORES)) {
      double seconds =
          timing.wallSeconds(
              () ->
                  CompletableFuture.allOf(
                          chunks.stream()
                              .map(chunk -> CompletableFuture.runAsync(() -> gains(chunk), threads))
                              .toArray(CompletableFuture<?>[]::new))
                      .join());
      return List.of(
          Measurement.atMost(
              "revaluation on paths",
              MOST_SECONDS,
              "s",
              seconds,
              "%,d paths x %,d options, %d cores".formatted(paths, instruments.size(), CORES)));
    }
  }

  private double[] gains(List<MarketMove> chunk) {
    double[] gains = new double[chunk.size()];
    ScenarioMatrix matrix = ScenarioMatrix.of(instruments, book.market(), chunk);
    for (int i = 0; i < instruments.size(); i++) {
      matrix.add(i, i % 7 - 3, gains);
    }
    return gains;
  }
}
