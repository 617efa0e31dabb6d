package io.setoff.bench.risk;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import io.setoff.bench.measure.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether the risk engine is as fast, small and accurate as it has to be.
 *
 * @param timing of what takes long
 * @param options in the book of options
 * @param spotMoves with each of the moves of volatilities, one scenario
 * @param volatilityMoves likewise
 * @param samples prices that are compared to the reference
 * @param positions on the paths of a simulation
 * @param paths of the simulation
 * @param calls for one account in each pass
 */
public record RiskBench(
    Timing timing,
    int options,
    int spotMoves,
    int volatilityMoves,
    int samples,
    int positions,
    int paths,
    int calls) {

  /** The sizes that the bars are for. */
  public static RiskBench full() {
    return new RiskBench(new Timing(8, 9), 10_000, 25, 20, 5_000, 1_000, 10_000, 2_000);
  }

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    RandomBook book = new RandomBook(options);
    List<Measurement> measurements = new ArrayList<>();
    progress.accept("option prices");
    measurements.addAll(new Revaluation(book, spotMoves, volatilityMoves).measure(timing, samples));
    progress.accept("one account");
    measurements.addAll(new OneAccount(book, calls).measure(timing));
    progress.accept("simulation");
    measurements.addAll(new Paths(book, positions, paths).measure(timing));
    return new Report("risk", measurements);
  }
}
