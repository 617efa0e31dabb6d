package io.setoff.bench.risk;

import io.setoff.bench.Measurement;
import io.setoff.bench.Timing;
import io.setoff.risk.book.BookMargin;
import io.setoff.risk.book.PositionBook;
import io.setoff.risk.book.ScenarioRule;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.scenario.ScenarioMatrix;
import io.setoff.risk.scenario.ScenarioSet;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Margins all accounts of a gateway anew, as after a tick of the market: every instrument in every
 * scenario, and every account's worst loss per underlying, summed.
 */
final class Accounts {
  private static final int CORES = 2;

  /** Parts of the work, so that neither core waits long for the other. */
  private static final int PARTS = 16;

  private static final int POSITIONS = 20;
  private static final int UNDERLYINGS = 4;
  private static final double MOST_SECONDS = 1;
  private static final double MOST_BYTES = 150;

  /** Per account ten times as many accounts may take as long, and a quarter for the caches. */
  private static final double MOST_GROWTH = 1.25;

  private final RandomBook book;
  private final List<Instrument> instruments;
  private final List<MarketMove> moves;
  private final ScenarioRule rule;

  Accounts(RandomBook book) {
    this.book = book;
    instruments = book.instruments(0, book.options().size());
    ScenarioSet scenarios = RandomBook.scenarios();
    moves = book.moves(scenarios);
    rule = ScenarioRule.worstLoss(scenarios);
  }

  List<Measurement> measure(Timing timing, int accounts) {
    int more = 10 * accounts;
    try (ExecutorService threads = Executors.newFixedThreadPool(CORES)) {
      double seconds = seconds(timing, positions(accounts), threads);
      long before = usedHeap();
      PositionBook large = positions(more);
      double bytes = (double) (usedHeapWith(margin(large, threads)) - before) / large.positions();
      double moreSeconds = seconds(timing, large, threads);
      return List.of(
          Measurement.atMost(
              "re-margin",
              MOST_SECONDS,
              "s",
              seconds,
              "%,d accounts x %d positions x %d scenarios, %d cores"
                  .formatted(accounts, POSITIONS, moves.size(), CORES)),
          Measurement.atMost(
              "re-margin, ten times as many",
              MOST_GROWTH,
              "x per account",
              moreSeconds / more / (seconds / accounts),
              "%,d accounts: %.2f s".formatted(more, moreSeconds)),
          Measurement.atMost(
              "heap per position",
              MOST_BYTES,
              "bytes",
              bytes,
              "%,d accounts x %d positions, margined".formatted(more, POSITIONS)));
    }
  }

  private double seconds(Timing timing, PositionBook positions, ExecutorService threads) {
    return timing.wallSeconds(() -> margin(positions, threads));
  }

  private BookMargin margin(PositionBook positions, ExecutorService threads) {
    ScenarioMatrix matrix = ScenarioMatrix.of(instruments, book.market(), moves);
    return BookMargin.of(positions, matrix, rule, threads, PARTS);
  }

  /** Accounts with options of four underlyings each. */
  private PositionBook positions(int accounts) {
    SplittableRandom random = new SplittableRandom(accounts);
    PositionBook.Builder builder = PositionBook.builder();
    for (int account = 0; account < accounts; account++) {
      builder.account();
      int underlying = random.nextInt(RandomBook.UNDERLYINGS);
      for (int set = 0; set < UNDERLYINGS; set++) {
        builder.nettingSet();
        for (int i = 0; i < POSITIONS / UNDERLYINGS; i++) {
          int series = random.nextInt(instruments.size() / RandomBook.UNDERLYINGS);
          builder.position(
              series * RandomBook.UNDERLYINGS + (underlying + set) % RandomBook.UNDERLYINGS,
              random.nextDouble(-10, 10));
        }
      }
    }
    return builder.build();
  }

  /** Bytes in use with this and all that it refers to. */
  private static long usedHeapWith(BookMargin margin) {
    try {
      return usedHeap();
    } finally {
      Reference.reachabilityFence(margin);
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
