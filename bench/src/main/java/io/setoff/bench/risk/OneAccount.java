package io.setoff.bench.risk;

import io.setoff.bench.Measurement;
import io.setoff.risk.book.BookMargin;
import io.setoff.risk.book.PositionBook;
import io.setoff.risk.book.ScenarioRule;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.venue.MarginModel;
import io.setoff.risk.margin.venue.MarginResult;
import io.setoff.risk.margin.venue.Pmrm2;
import io.setoff.risk.margin.venue.Pmrm2Parameters;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.scenario.ScenarioMatrix;
import io.setoff.risk.scenario.ScenarioSet;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a user of one account waits for, and a market maker with a large book: the median call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneAccount {
  private static final int WARMUPS = 3;
  private static final int ITERATIONS = 5;
  private static final double MEDIAN = 50;
  private static final int OPTIONS = 50;

  /** An account of Derive's portfolio margin has one. */
  private static final int UNDERLYINGS = 2;

  private static final int LARGE_BOOK = 100_000;

  /** A prime: changed positions are far from each other, and each has its turn. */
  private static final int STEP = 7919;

  private static final double MOST_FOR_MARGIN = 100;
  private static final double MOST_FOR_WHAT_IF = 50;
  private static final double MOST_FOR_UPDATE = 50;

  private final RandomBook book = new RandomBook(10_000);
  private final ScenarioSet scenarios = RandomBook.scenarios();
  private final List<MarketMove> moves = book.moves(scenarios);
  private final ScenarioRule rule = ScenarioRule.worstLoss(scenarios);

  private final List<Instrument> held = book.instruments(0, OPTIONS);
  private final List<Instrument> candidate = book.instruments(OPTIONS, OPTIONS + 1);
  private final double[] gains = gains();

  private final PositionBook positions = positions();
  private final BookMargin margin =
      BookMargin.of(
          positions,
          ScenarioMatrix.of(book.instruments(0, book.options().size()), book.market(), moves),
          rule,
          Runnable::run,
          1);
  private final MarginModel model = new Pmrm2(Pmrm2Parameters.defaults());
  private final List<Holding> holdings = book.holdings(OPTIONS, UNDERLYINGS);
  private int changed;

  private static PositionBook positions() {
    PositionBook.Builder builder = PositionBook.builder();
    builder.account();
    builder.nettingSet();
    for (int i = 0; i < LARGE_BOOK; i++) {
      builder.position(i % 10_000, i % 7 - 3);
    }
    return builder.build();
  }

  private double[] gains() {
    double[] sum = new double[moves.size()];
    ScenarioMatrix matrix = ScenarioMatrix.of(held, book.market(), moves);
    for (int i = 0; i < held.size(); i++) {
      matrix.add(i, i % 7 - 3, sum);
    }
    return sum;
  }

  /** Prices what the account holds in all scenarios, and takes the worst loss. */
  @Benchmark
  public double margin() {
    return rule.requirement(gains());
  }

  /** All that a named model answers: parts, the gain of every scenario, attribution and stamp. */
  @Benchmark
  public MarginResult namedModel() {
    return model.margin(holdings, book.market());
  }

  /** The margin with one more option, which nobody has priced before. */
  @Benchmark
  public double whatIf() {
    double[] after = gains.clone();
    ScenarioMatrix.of(candidate, book.market(), moves).add(0, 1.5, after);
    return rule.requirement(after);
  }

  /** Changes one of 100,000 positions of one netting set. */
  @Benchmark
  public double update() {
    changed = (changed + STEP) % LARGE_BOOK;
    positions.quantity(changed, -positions.quantity(changed));
    return margin.update(changed);
  }

  static List<Measurement> measure(int forks, double seconds) {
    TimeValue iteration = TimeValue.milliseconds((long) (seconds * 1000));
    Options options =
        new OptionsBuilder()
            .include(OneAccount.class.getName())
            .forks(forks)
            .warmupIterations(WARMUPS)
            .warmupTime(iteration)
            .measurementIterations(ITERATIONS)
            .measurementTime(iteration)
            .verbosity(VerboseMode.SILENT)
            .build();
    PrintStream out = System.out;
    // JMH passes on what its JVMs write; standard output is for the report.
    System.setOut(System.err);
    try {
      return new Runner(options).run().stream().map(OneAccount::measurement).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH cannot measure one account", e);
    } finally {
      System.setOut(out);
    }
  }

  private static Measurement measurement(RunResult result) {
    double micros = result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
    return switch (result.getPrimaryResult().getLabel()) {
      case "margin" ->
          Measurement.atMost(
              "one account, margin", MOST_FOR_MARGIN, "us", micros, "50 options x 33 scenarios");
      case "namedModel" ->
          Measurement.atMost(
              "one account, derive-pmrm2",
              MOST_FOR_MARGIN,
              "us",
              micros,
              "50 options of 2 underlyings, with attribution and the gain of every scenario");
      case "whatIf" ->
          Measurement.atMost(
              "one account, what-if", MOST_FOR_WHAT_IF, "us", micros, "one more option");
      case "update" ->
          Measurement.atMost(
              "one position changed", MOST_FOR_UPDATE, "us", micros, "of 100,000 in a netting set");
      default -> throw new IllegalStateException(result.getPrimaryResult().getLabel());
    };
  }
}
