package io.setoff.bench.risk;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Timing;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.Change;
import io.setoff.risk.margin.portfolio.LiveBook;
import io.setoff.risk.margin.portfolio.PortfolioBook;
import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.margin.venue.MarginModel;
import io.setoff.risk.margin.venue.MarginResult;
import io.setoff.risk.margin.venue.MarginResult.UnderlyingMargin;
import io.setoff.risk.margin.venue.Pmrm2;
import io.setoff.risk.margin.venue.Pmrm2Parameters;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.scenario.ScenarioMatrix;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.List;

/**
 * What a user of one account waits for, as the gateway calculates it for every answer, beside the
 * time of its revaluations: its instruments in as many moves, priced with the best kernel.
 */
final class OneAccount {
  private static final int OPTIONS = 50;

  /** An account of Derive's portfolio margin has one. */
  private static final int UNDERLYINGS = 2;

  private static final double MOST_TIMES_REVALUATION = 3;
  private static final double MOST_TIMES_MARGIN = 1;
  private static final double MICROS = 1e6;

  private final int calls;
  private final MarketSnapshot market;
  private final List<Holding> holdings;
  private final List<Instrument> instruments;
  private final ScenarioSet scenarios = RandomBook.scenarios();
  private final List<MarketMove> moves;
  private final List<MarketMove> movesOfModel;
  private final MarginModel model = new Pmrm2(Pmrm2Parameters.defaults());
  private final PortfolioParameters parameters = PortfolioParameters.usual(scenarios);
  private final PortfolioBook held;
  private final List<Change> change;
  private final LiveBook open;

  /** Keeps results alive, so that no call is optimised away. */
  private double sink;

  /**
   * An account of options.
   *
   * @param calls of each variant in a pass
   */
  OneAccount(RandomBook book, int calls) {
    this.calls = calls;
    holdings = book.holdings(OPTIONS, UNDERLYINGS);
    market = book.market(UNDERLYINGS);
    instruments = holdings.stream().map(Holding::instrument).toList();
    moves = book.moves(scenarios);
    MarginResult result = model.margin(holdings, market);
    UnderlyingMargin first = result.underlyings().getFirst();
    movesOfModel = book.moves(RandomBook.scenarios(first.scenarios().size()));
    held = PortfolioBook.of(holdings, NettingRules.standAlone());
    Holding last = book.holdings(OPTIONS + 1, UNDERLYINGS).getLast();
    change = List.of(new Change.Add(last));
    open = open();
  }

  private LiveBook open() {
    return new PortfolioMargin(market, parameters, JointInputs.NONE).open(held);
  }

  List<Measurement> measure(Timing timing) {
    double[] seconds =
        timing.cpuSeconds(
            () -> repeat(() -> revalue(moves)),
            () -> repeat(() -> open().totals().all().total()),
            () -> repeat(() -> open.whatIf(change).incremental()),
            () -> repeat(() -> revalue(movesOfModel)),
            () -> repeat(() -> model.margin(holdings, market).initial()));
    return List.of(
        Measurement.atMost(
            "one account, margin",
            MOST_TIMES_REVALUATION,
            "x revaluation",
            seconds[1] / seconds[0],
            "%d options x %d scenarios: %s, revaluation %s; market, parameters and book are new"
                .formatted(OPTIONS, moves.size(), micros(seconds[1]), micros(seconds[0]))),
        Measurement.atMost(
            "one account, what-if",
            MOST_TIMES_MARGIN,
            "x margin",
            seconds[2] / seconds[1],
            "one more option: %s".formatted(micros(seconds[2]))),
        Measurement.atMost(
            "one account, derive-pmrm2",
            MOST_TIMES_REVALUATION,
            "x revaluation",
            seconds[4] / seconds[3],
            "%d options x %d scenarios, with attribution and hashes: %s, revaluation %s"
                .formatted(OPTIONS, movesOfModel.size(), micros(seconds[4]), micros(seconds[3]))));
  }

  private double revalue(List<MarketMove> inMoves) {
    ScenarioMatrix matrix = ScenarioMatrix.of(instruments, market, inMoves);
    return matrix.gain(0, 0);
  }

  private void repeat(Call call) {
    for (int i = 0; i < calls; i++) {
      sink += call.run();
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("an account's margin is no number");
    }
  }

  private String micros(double seconds) {
    return "%.0f us".formatted(seconds / calls * MICROS);
  }

  private interface Call {
    double run();
  }
}
