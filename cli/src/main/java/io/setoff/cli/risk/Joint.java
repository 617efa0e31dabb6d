package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointMoves;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.SimulationParameters;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the markets of a document move together, as a gateway would see it. */
final class Joint {
  /** The engine keeps a gain per instrument and scenario: half a gigabyte of them at most. */
  private static final int MOST_GAINS = 60_000_000;

  private Joint() {}

  /**
   * The stresses in which markets move and nothing else happens; with a history also its moves,
   * plain, filtered and drawn, and the correlations that the document does not state.
   */
  static JointInputs of(CheckedDocument book) {
    List<MarketMove> stresses = book.stresses().moves(book.market());
    Optional<Simulations> history = book.history().map(given -> new Simulations(book, given));
    List<HistoryGap> gaps = history.map(known -> known.model().gaps()).orElse(List.of());
    Optional<Simulations> simulations =
        history.filter(known -> !known.model().underlyings().isEmpty());
    if (simulations.isEmpty()) {
      return new JointInputs(book.correlations(), List.of(), stresses, gaps);
    }
    List<JointScenarios> scenarios = scenarios(book, simulations.get());
    requireRoom(book, scenarios.stream().mapToInt(JointScenarios::size).sum());
    return new JointInputs(correlations(book, simulations.get()), scenarios, stresses, gaps);
  }

  private static List<JointScenarios> scenarios(CheckedDocument book, Simulations simulations) {
    return Simulations.METHODS.stream()
        .map(method -> scenarios(book, simulations.moves(method)))
        .toList();
  }

  private static JointScenarios scenarios(CheckedDocument book, MoveSet moves) {
    SimulationParameters parameters = moves.parameters();
    return new JointMoves(
        "%s/%d/%s/%d"
            .formatted(moves.method().id(), moves.size(), parameters.id(), parameters.version()),
        parameters.shortfallConfidence(),
        book.market(),
        new TreeSet<>(moves.underlyings()),
        IntStream.range(0, moves.size()).mapToObj(moves::move).toList());
  }

  private static void requireRoom(CheckedDocument book, int scenarios) {
    Stream<Instrument> held = book.holdings().stream().map(Holding::instrument);
    Stream<Instrument> offered =
        book.candidates().stream().map(candidate -> candidate.holding().instrument());
    long instruments = Stream.concat(held, offered).distinct().count();
    long most = MOST_GAINS / scenarios;
    Require.that(
        instruments <= most,
        "holdings",
        "must be of at most "
            + most
            + " different instruments with "
            + scenarios
            + " simulated scenarios, are of "
            + instruments);
  }

  private static Correlations correlations(CheckedDocument book, Simulations simulations) {
    return Correlations.of(
            "history", simulations.model().underlyings(), simulations.model().correlations())
        .with(book.correlations());
  }
}
