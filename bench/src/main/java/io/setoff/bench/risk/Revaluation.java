package io.setoff.bench.risk;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Timing;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.pricing.GridPricer;
import io.setoff.risk.pricing.OptionKernel;
import io.setoff.risk.pricing.OptionKernels;
import io.setoff.risk.pricing.PreparedMoves;
import io.setoff.risk.pricing.ReferenceBlack76;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Values a book of options in every scenario, on one core: ours with either kernel, with a loop in
 * C, and with Strata's formula, option by option in the same order. Each adds what an option is
 * worth to a total by scenario; ours and the loop in C also say what each is worth before any move.
 */
final class Revaluation {
  /** Options priced at a time, so that their rows are in the cache when they are added. */
  private static final int CHUNK = 8;

  private static final double LEAST_SHARE_OF_C = 0.7;

  /** Relative difference of sums that rounding explains. */
  private static final double ROUNDING = 1e-9;

  private static final double LARGEST_ERROR = 1e-14;
  private static final String OF_C = "options, share of a loop in C";

  private final RandomBook book;
  private final PreparedMoves moves;
  private final List<List<Instrument>> chunks = new ArrayList<>();

  /** By scenario. */
  private final double[] spotFactors;

  private final double[] volatilityFactors;

  /** By option. */
  private final double[] forwards;

  private final double[] years;
  private final double[] volatilities;
  private final double[] discounts;

  Revaluation(RandomBook book, int spotMoves, int volatilityMoves) {
    this.book = book;
    double[] factors = RandomBook.spaced(0.7, 1.3, spotMoves);
    double[] changes = RandomBook.spaced(-0.45, 0.5, volatilityMoves);
    int size = spotMoves * volatilityMoves;
    List<MarketMove> marketMoves = new ArrayList<>();
    spotFactors = new double[size];
    volatilityFactors = new double[size];
    for (int i = 0; i < size; i++) {
      double change = changes[i % volatilityMoves];
      spotFactors[i] = factors[i / volatilityMoves];
      volatilityFactors[i] = 1 + change;
      VolShock shock = new VolShock.Relative(change, 0, 0, 1, 0);
      marketMoves.add(book.move("move " + i, new Shock(spotFactors[i], shock)));
    }
    moves = PreparedMoves.of(marketMoves);
    List<EuropeanOption> options = book.options();
    for (int from = 0; from < options.size(); from += CHUNK) {
      chunks.add(book.instruments(from, Math.min(options.size(), from + CHUNK)));
    }
    forwards = byOption(option -> book.forward(option.underlying(), option.expiry()));
    years = byOption(option -> book.market().years(option.expiry()));
    volatilities = byOption(option -> book.volatility(option.underlying()));
    discounts =
        byOption(
            option ->
                StrictMath.exp(
                    -book.of(option.underlying()).rate() * book.market().years(option.expiry())));
  }

  private double[] byOption(ToDoubleFunction<EuropeanOption> value) {
    return book.options().stream().mapToDouble(value).toArray();
  }

  List<Measurement> measure(Timing timing, int samples) throws IOException, InterruptedException {
    int bits = OptionKernels.vectorBits();
    String size = "%,d options x %d scenarios".formatted(forwards.length, moves.size());
    double[] totals = new double[moves.size()];
    double[] unmoved = new double[forwards.length];
    List<Runnable> variants = new ArrayList<>();
    variants.add(() -> strata(totals));
    variants.add(() -> ours(OptionKernels.plain(), totals, unmoved));
    variants.add(() -> ours(OptionKernels.best(), totals, unmoved));
    Optional<CLoop> c = CLoop.compile(bits);
    c.ifPresent(
        loop -> {
          loop.take(inC(), List.of(spotFactors, logarithms(spotFactors), volatilityFactors));
          requireSame(loop);
          variants.add(() -> loop.run(totals, unmoved));
        });
    double[] seconds = timing.cpuSeconds(variants.toArray(Runnable[]::new));
    List<Measurement> measurements = new ArrayList<>();
    measurements.add(
        c.isPresent()
            ? Measurement.atLeast(
                OF_C,
                LEAST_SHARE_OF_C,
                "x C",
                seconds[3] / seconds[2],
                "%s, vectors of %d bits, 1 core: %s, C %s"
                    .formatted(size, bits, speed(seconds[2]), speed(seconds[3])))
            : Measurement.skipped(OF_C, "there is no gcc on this machine to compile the loop"));
    measurements.addAll(besideStrata(seconds, size));
    measurements.add(
        Measurement.atMost(
            "largest error",
            LARGEST_ERROR,
            "x forward",
            largestError(samples),
            "%,d of them, against 50 digits".formatted(samples)));
    return measurements;
  }

  private List<double[]> inC() {
    return List.of(
        forwards,
        byOption(EuropeanOption::strike),
        years,
        volatilities,
        discounts,
        byOption(option -> option.type() == OptionType.CALL ? 1 : -1));
  }

  private static double[] logarithms(double[] values) {
    return Arrays.stream(values).map(StrictMath::log).toArray();
  }

  /** That the loop in C does what is measured. */
  private void requireSame(CLoop loop) {
    double[] theirs = new double[moves.size()];
    double[] ours = new double[moves.size()];
    double[] theirUnmoved = new double[forwards.length];
    double[] unmoved = new double[forwards.length];
    loop.run(theirs, theirUnmoved);
    ours(OptionKernels.best(), ours, unmoved);
    requireSame("in scenario ", theirs, ours, ours);
    requireSame("before any move of option ", theirUnmoved, unmoved, forwards);
  }

  private static void requireSame(String where, double[] theirs, double[] ours, double[] scales) {
    for (int i = 0; i < ours.length; i++) {
      if (!(Math.abs(theirs[i] - ours[i]) <= ROUNDING * scales[i])) {
        throw new IllegalStateException(
            where + i + " C says " + theirs[i] + " and Java " + ours[i]);
      }
    }
  }

  private List<Measurement> besideStrata(double[] seconds, String size) {
    return List.of(
        Measurement.information(
            "options, best kernel",
            "x Strata",
            seconds[0] / seconds[2],
            "%s, 1 core: %s, Strata %s".formatted(size, speed(seconds[2]), speed(seconds[0]))),
        Measurement.information(
            "options, plain Java",
            "x Strata",
            seconds[0] / seconds[1],
            "%s, 1 core: %s, Strata %s".formatted(size, speed(seconds[1]), speed(seconds[0]))));
  }

  private String speed(double seconds) {
    return "%.0f M/s".formatted((double) forwards.length * moves.size() / seconds * 1e-6);
  }

  private void ours(OptionKernel kernel, double[] totals, double[] unmoved) {
    Arrays.fill(totals, 0);
    GridPricer pricer = new GridPricer(book.market(), moves, kernel);
    double[] values = new double[CHUNK];
    double[][] rows = new double[CHUNK][moves.size()];
    int first = 0;
    for (List<Instrument> chunk : chunks) {
      pricer.price(chunk, values, rows);
      System.arraycopy(values, 0, unmoved, first, chunk.size());
      first += chunk.size();
      for (int i = 0; i < chunk.size(); i++) {
        add(rows[i], totals);
      }
    }
  }

  private static void add(double[] row, double[] totals) {
    for (int i = 0; i < totals.length; i++) {
      totals[i] += row[i];
    }
  }

  private void strata(double[] totals) {
    Arrays.fill(totals, 0);
    for (int option = 0; option < forwards.length; option++) {
      strata(option, totals);
    }
  }

  private void strata(int option, double[] totals) {
    EuropeanOption terms = book.options().get(option);
    boolean call = terms.type() == OptionType.CALL;
    for (int i = 0; i < totals.length; i++) {
      totals[i] +=
          discounts[option]
              * BlackFormulaRepository.price(
                  forwards[option] * spotFactors[i],
                  terms.strike(),
                  years[option],
                  volatilities[option] * volatilityFactors[i],
                  call);
    }
  }

  /** Of samples, relative to the forward before the move. */
  private double largestError(int samples) {
    GridPricer pricer = new GridPricer(book.market(), moves, OptionKernels.best());
    SplittableRandom random = new SplittableRandom(samples);
    double largest = 0;
    for (int i = 0; i < samples; i++) {
      int option = random.nextInt(forwards.length);
      int move = random.nextInt(moves.size());
      double[][] row = new double[1][moves.size()];
      pricer.price(book.instruments(option, option + 1), new double[1], row);
      BigDecimal error = reference(option, move).subtract(new BigDecimal(row[0][move]));
      largest = Math.max(largest, Math.abs(error.doubleValue()) / forwards[option]);
    }
    return largest;
  }

  private BigDecimal reference(int option, int move) {
    EuropeanOption terms = book.options().get(option);
    return ReferenceBlack76.price(
            terms.type(),
            new BigDecimal(forwards[option]).multiply(new BigDecimal(spotFactors[move])),
            new BigDecimal(terms.strike()),
            new BigDecimal(volatilities[option]).multiply(new BigDecimal(volatilityFactors[move])),
            new BigDecimal(years[option]))
        .multiply(new BigDecimal(discounts[option]));
  }
}
