package io.setoff.bench.scale;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import io.setoff.gateway.risk.RiskState;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.pricing.PreparedMoves;
import io.setoff.risk.scenario.ScenarioMatrix;
import io.setoff.risk.scenario.ScenarioSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A book of many accounts in one gateway, and the same of a tenth of them: what is linear takes as
 * much for each.
 *
 * @param accounts of the larger book, at least {@link #SMALLER}
 * @param positions of each account, at most {@link LendingMarket#ASSETS}
 * @param queries accounts that are asked for one by one
 */
public record ScaleBench(int accounts, int positions, int queries) {
  /** The smaller book is that part of it. */
  static final int SMALLER = 10;

  private static final double MOST_BYTES = 150;
  private static final double MOST_TIMES_REVALUATION = 5;

  /** Of linear: times that an account may take what it takes in the smaller book. */
  private static final double MOST_GROWTH = 1.25;

  private static final double MICROS = 1e6;
  private static final int MOVED = 0;
  private static final long MOVED_TO = 90;

  /** Accounts of a book that are worked out before anything is timed. */
  private static final int WARM_UP = 2_000;

  /**
   * What one book takes.
   *
   * @param positions of all accounts
   * @param load seconds from the open store to a book that answers
   * @param heap bytes of the book
   * @param resident bytes of the whole process
   * @param query seconds that each asked account takes, sorted
   * @param net seconds until all are netted
   * @param margin seconds from a block with another price until all accounts' requirement is known
   * @param revaluation seconds of the same holdings in the same scenarios, and nothing else
   */
  private record Taken(
      int accounts,
      long positions,
      double load,
      long heap,
      long resident,
      List<Double> query,
      double net,
      double margin,
      double revaluation) {
    double percentile(int percent) {
      return query.get(Math.min(query.size() - 1, query.size() * percent / 100));
    }

    double each(double seconds) {
      return seconds / accounts * MICROS;
    }
  }

  /** Refuses sizes that cannot be. */
  public ScaleBench {
    if (accounts < SMALLER || positions < 1 || positions > LendingMarket.ASSETS || queries < 1) {
      throw new IllegalArgumentException(
          "there are at least %d accounts, of 1 to %d positions"
              .formatted(SMALLER, LendingMarket.ASSETS));
    }
  }

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    Taken small = take(accounts / SMALLER, progress);
    Taken large = take(accounts, progress);
    return new Report("scale", measurements(small, large));
  }

  private Taken take(int count, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-scale");
    try {
      progress.accept(
          "%,d accounts x %d positions: the store is written".formatted(count, positions));
      StoredBook.write(folder, new LendingMarket(count, positions));
      return take(folder, count, progress);
    } finally {
      delete(folder);
    }
  }

  private Taken take(Path folder, int count, Consumer<String> progress)
      throws IOException, InterruptedException {
    progress.accept("%,d accounts: load, queries, netting".formatted(count));
    long heapBefore = Memory.heap();
    long start = System.nanoTime();
    try (StoredBook book = StoredBook.load(folder)) {
      double load = (System.nanoTime() - start) / 1e9;
      long heap = Memory.heap() - heapBefore;
      long resident = Memory.resident();
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < Math.min(WARM_UP, count); i++) {
        requireAll(book.net(random.nextInt(count)));
        book.margin(random.nextInt(count));
      }
      double[] query =
          Sweep.each(random.ints(queries, 0, count).toArray(), one -> requireAll(book.net(one)));
      double net = Sweep.seconds(count, one -> requireAll(book.net(one)));
      progress.accept("%,d accounts: a price moves".formatted(count));
      long moved = System.nanoTime();
      book.move(MOVED, MOVED_TO);
      Sweep.seconds(count, one -> requireKnown(book.margin(one)));
      double margin = (System.nanoTime() - moved) / 1e9;
      progress.accept("%,d accounts: the scenarios alone".formatted(count));
      return new Taken(
          count,
          (long) count * positions,
          load,
          heap,
          resident,
          Arrays.stream(query).boxed().toList(),
          net,
          margin,
          revaluation(book, count));
    }
  }

  private void requireAll(int found) {
    if (found != positions) {
      throw new IllegalStateException("an account has " + found + " positions, not " + positions);
    }
  }

  private static void requireKnown(RiskState state) {
    if (state.known().isEmpty() || !(state.book().totals().all().total() > 0)) {
      throw new IllegalStateException("an account of the book requires nothing");
    }
  }

  /** Holdings of one account after the other, which are at hand, in all scenarios. */
  private static double revaluation(StoredBook book, int count) throws InterruptedException {
    List<RiskState> states = new ArrayList<>();
    for (int i = 0; i < Math.min(count, 1_000); i++) {
      states.add(book.margin(i));
    }
    List<List<Instrument>> instruments =
        states.stream()
            .map(state -> state.known().stream().map(Holding::instrument).toList())
            .toList();
    PreparedMoves moves = PreparedMoves.of(moves(book.grid(), states.getFirst()));
    Sweep.seconds(Math.min(WARM_UP, count), one -> revalue(states, instruments, moves, one));
    return Sweep.seconds(count, one -> revalue(states, instruments, moves, one));
  }

  private static void revalue(
      List<RiskState> states, List<List<Instrument>> instruments, PreparedMoves moves, int one) {
    int at = one % states.size();
    ScenarioMatrix matrix = ScenarioMatrix.of(instruments.get(at), states.get(at).market(), moves);
    double[] gains = new double[matrix.moves()];
    for (int i = 0; i < matrix.instruments(); i++) {
      matrix.add(i, 1, gains);
    }
    if (Double.isNaN(gains[0])) {
      throw new IllegalStateException("an account's gain is no number");
    }
  }

  private static List<MarketMove> moves(ScenarioSet grid, RiskState state) {
    return grid.scenarios().stream()
        .map(
            scenario -> {
              SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
              state
                  .market()
                  .underlyings()
                  .keySet()
                  .forEach(underlying -> shocks.put(underlying, scenario.shock()));
              return new MarketMove(scenario.id(), shocks);
            })
        .toList();
  }

  private List<Measurement> measurements(Taken small, Taken large) {
    String size = "%,d accounts x %d positions".formatted(large.accounts(), positions);
    List<Measurement> measured = new ArrayList<>();
    measured.add(
        Measurement.atMost(
            "heap of a position",
            MOST_BYTES,
            "bytes",
            (double) large.heap() / large.positions(),
            "%s, a lending market: of a position a row, and of a supply that it is collateral; of a tenth of the accounts %.0f"
                .formatted(size, (double) small.heap() / small.positions())));
    measured.add(
        Measurement.information(
            "resident, of a position",
            "bytes",
            (double) large.resident() / large.positions(),
            "what the process grew by, with the store's own caches and what loading left free in"
                + " the heap"));
    measured.add(linear("load", large, small, large.load(), small.load()));
    measured.add(
        Measurement.information(
            "query, p99",
            "us",
            large.percentile(99) * MICROS,
            "net exposure of one account, %,d of them; p50 %.0f us; of a tenth of the accounts p99 %.0f us"
                .formatted(queries, large.percentile(50) * MICROS, small.percentile(99) * MICROS)));
    measured.add(linear("net all", large, small, large.net(), small.net()));
    measured.add(
        Measurement.atMost(
            "margin all after a price",
            MOST_TIMES_REVALUATION,
            "x revaluation",
            large.margin() / large.revaluation(),
            "%s: from the block to the last requirement %.1f s, %.0f us of %d processors each; the same holdings in the same scenarios, and nothing else, %.2f s"
                .formatted(
                    size,
                    large.margin(),
                    large.each(large.margin()),
                    Runtime.getRuntime().availableProcessors(),
                    large.revaluation())));
    measured.add(linear("margin all, growth", large, small, large.margin(), small.margin()));
    return measured;
  }

  private static Measurement linear(
      String name, Taken large, Taken small, double seconds, double smallSeconds) {
    return Measurement.atMost(
        name,
        MOST_GROWTH,
        "x linear",
        large.each(seconds) / small.each(smallSeconds),
        "%,d accounts %.2f s, %,d accounts %.2f s"
            .formatted(large.accounts(), seconds, small.accounts(), smallSeconds));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
