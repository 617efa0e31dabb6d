package io.setoff.bench.risk;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Timing;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.PriceHistory;
import io.setoff.risk.scenario.ScenarioMatrix;
import io.setoff.risk.simulation.MonteCarloModel;
import io.setoff.risk.simulation.MonteCarloMoves;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.ReturnModel;
import io.setoff.risk.simulation.SimulationParameters;
import io.setoff.risk.simulation.Workers;
import io.setoff.risk.valueatrisk.BookSimulation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Simulates a book of options: paths of a t copula are drawn, every option is valued anew on each,
 * and the tail is attributed to the positions.
 */
final class Paths {
  private static final int DAYS = 500;
  private static final double DAILY_VOLATILITY = 0.04;
  private static final double MOST_TIMES_REVALUATION = 3;

  /** Moves that are revalued at a time, as in the simulation. */
  private static final int TILE = 256;

  private final RandomBook book;
  private final List<Holding> holdings;
  private final ReturnModel model;

  Paths(RandomBook book, int positions, int paths) {
    this.book = book;
    holdings = book.holdings(positions, RandomBook.UNDERLYINGS);
    model = ReturnModel.of(book.market(), histories(), parameters(paths));
  }

  private static SimulationParameters parameters(int paths) {
    SimulationParameters usual = SimulationParameters.DEFAULT;
    return new SimulationParameters(
        "bench",
        1,
        usual.history(),
        usual.filter(),
        usual.volatilities(),
        usual.unknown(),
        new MonteCarloModel(paths, usual.monteCarlo().copula(), usual.monteCarlo().marginal()),
        usual.horizonDays(),
        usual.largestMove(),
        usual.varConfidence(),
        usual.shortfallConfidence());
  }

  /** Underlyings that move with a market and by themselves. */
  private HistorySet histories() {
    SplittableRandom random = new SplittableRandom(DAYS);
    LocalDate today = LocalDate.ofInstant(book.market().asOf(), ZoneOffset.UTC);
    double[] market = random.doubles(DAYS, -1, 1).toArray();
    List<PriceHistory> histories = new ArrayList<>();
    for (UnderlyingId underlying : book.market().underlyings().keySet()) {
      double close = book.of(underlying).spot();
      SortedMap<LocalDate, Double> closes = new TreeMap<>();
      for (int day = 0; day < DAYS; day++) {
        close *= Math.exp(DAILY_VOLATILITY * (market[day] + random.nextDouble(-1, 1)));
        closes.put(today.minusDays(DAYS - day), close);
      }
      histories.add(new PriceHistory(underlying, closes, "made up"));
    }
    return HistorySet.of(histories);
  }

  List<Measurement> measure(Timing timing) {
    List<Instrument> instruments = holdings.stream().map(Holding::instrument).toList();
    MoveSet moves = MonteCarloMoves.of(model, "bench");
    double[] seconds =
        timing.cpuSeconds(
            () -> revalue(instruments, moves),
            () ->
                new BookSimulation(
                        book.market(), MonteCarloMoves.of(model, "bench"), Workers.SEQUENTIAL)
                    .of(holdings));
    return List.of(
        Measurement.atMost(
            "Monte Carlo",
            MOST_TIMES_REVALUATION,
            "x revaluation",
            seconds[1] / seconds[0],
            "%,d paths x %,d options, drawn, revalued and attributed, 1 core: %.2f s, revaluation %.2f s"
                .formatted(moves.size(), holdings.size(), seconds[1], seconds[0])));
  }

  private void revalue(List<Instrument> instruments, MoveSet moves) {
    for (int from = 0; from < moves.size(); from += TILE) {
      List<MarketMove> tile = moves.moves(from, Math.min(moves.size(), from + TILE));
      ScenarioMatrix matrix = ScenarioMatrix.of(instruments, book.market(), tile);
      if (Double.isNaN(matrix.gain(0, 0))) {
        throw new IllegalStateException("an option's price is no number");
      }
    }
  }
}
