package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.Tables;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.Stamp;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.MoveSet.Method;
import io.setoff.risk.simulation.ReturnModel;
import io.setoff.risk.simulation.SimulationParameters;
import io.setoff.risk.simulation.Workers;
import io.setoff.risk.valueatrisk.BookSimulation;
import io.setoff.risk.valueatrisk.DeltaNormal;
import io.setoff.risk.valueatrisk.SimulationResult;
import io.setoff.risk.valueatrisk.TailRisk;
import io.setoff.risk.valueatrisk.TailRisk.TailMove;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What {@code risk var} answers. Losses are positive, USD. */
record VarAnswer(Result result) implements Answer {
  static final String ALL = "all";

  /**
   * Risk of a book.
   *
   * @param methods in the order of the help
   * @param deltaNormal closed form of the book's deltas under normal returns, as a check
   * @param gaps underlyings of the market without a past
   */
  record Result(
      int horizonDays,
      double varConfidence,
      double shortfallConfidence,
      List<MethodRisk> methods,
      DeltaNormal deltaNormal,
      List<HistoryGap> gaps,
      Stamp stamp) {}

  /**
   * See {@link SimulationResult} and {@link TailRisk}.
   *
   * @param scenarios what the holdings with a past gain in each move
   */
  record MethodRisk(
      String method,
      double valueAtRisk,
      double valueAtRiskError,
      double valueAtRiskLow,
      double valueAtRiskHigh,
      double expectedShortfall,
      double expectedShortfallError,
      double unknownCharge,
      SortedMap<String, Double> shortfallByHolding,
      List<TailScenario> tail,
      List<ScenarioGain> scenarios) {}

  /** A scenario that expected shortfall is the mean of, with its weight. */
  record TailScenario(String id, double loss, double weight) {}

  /** What the book gains in a scenario; a loss is negative. */
  record ScenarioGain(String id, double gain) {}

  static VarAnswer of(CheckedDocument book, String model) {
    book.requireAlive();
    HistorySet history =
        book.history().orElseThrow(() -> new InvalidRiskInputException("history", "must be given"));
    SimulationParameters parameters = book.parameters().simulation();
    List<String> known = new ArrayList<>(Simulations.METHODS.stream().map(Method::id).toList());
    known.add(ALL);
    Models.requireKnown(model, known);
    Simulations simulations = new Simulations(book, history);
    ReturnModel returns = simulations.model();
    List<MethodRisk> risks =
        Simulations.METHODS.stream()
            .filter(method -> model.equals(ALL) || model.equals(method.id()))
            .map(method -> risk(book, simulations.moves(method)))
            .toList();
    Fingerprint more = Fingerprint.of("var").add(model);
    history.addTo(more);
    return new VarAnswer(
        new Result(
            parameters.horizonDays(),
            parameters.varConfidence(),
            parameters.shortfallConfidence(),
            risks,
            DeltaNormal.of(book.holdings(), book.market(), returns),
            returns.gaps(),
            book.stamp(parameters.id() + "/" + parameters.version(), parameters.hash(), more)));
  }

  private static MethodRisk risk(CheckedDocument book, MoveSet moves) {
    SimulationResult simulated =
        new BookSimulation(book.market(), moves, Workers.SEQUENTIAL).of(book.holdings());
    TailRisk tail = simulated.simulated();
    List<ScenarioGain> scenarios = new ArrayList<>();
    for (int move = 0; move < moves.size(); move++) {
      scenarios.add(new ScenarioGain(moves.name(move), simulated.gains().get(move)));
    }
    return new MethodRisk(
        moves.method().id(),
        simulated.valueAtRisk(),
        tail.valueAtRiskError(),
        tail.valueAtRiskLow(),
        tail.valueAtRiskHigh(),
        simulated.expectedShortfall(),
        tail.expectedShortfallError(),
        simulated.unknownCharge(),
        simulated.shortfallByHolding(),
        tail.tail().stream().map(move -> named(moves, move)).toList(),
        scenarios);
  }

  private static TailScenario named(MoveSet moves, TailMove move) {
    return new TailScenario(moves.name(move.move()), move.loss(), move.weight());
  }

  @Override
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    for (MethodRisk method : result.methods()) {
      rows.add(
          List.of(
              method.method(),
              Integer.toString(method.scenarios().size()),
              Money.of(method.valueAtRisk()),
              Money.of(method.valueAtRiskError()),
              Money.of(method.expectedShortfall()),
              Money.of(method.expectedShortfallError()),
              Money.of(method.unknownCharge())));
    }
    rows.add(
        List.of(
            "delta-normal",
            "",
            Money.of(result.deltaNormal().valueAtRisk()),
            "",
            Money.of(result.deltaNormal().expectedShortfall()),
            "",
            ""));
    List<String> lines = new ArrayList<>();
    lines.add(
        "Over %d day(s): value at risk (VaR) %s, expected shortfall (ES) %s; USD, losses positive"
            .formatted(
                result.horizonDays(),
                percent(result.varConfidence()),
                percent(result.shortfallConfidence())));
    lines.add(
        Tables.table(
            List.of("method", "scenarios>", "VaR>", "error>", "ES>", "error>", "unknown past>"),
            rows));
    lines.add(byHolding());
    result
        .gaps()
        .forEach(
            gap ->
                lines.add(
                    "gap: %s: %s: %s"
                        .formatted(Display.words(gap.reason()), gap.underlying(), gap.detail())));
    lines.add(Money.stamp(result.stamp()));
    return String.join(System.lineSeparator(), lines);
  }

  private static String percent(double confidence) {
    return BigDecimal.valueOf(confidence).movePointRight(2).stripTrailingZeros().toPlainString()
        + " %";
  }

  private String byHolding() {
    List<String> headers = new ArrayList<>(List.of("holding"));
    result.methods().forEach(method -> headers.add("of ES, " + method.method() + ">"));
    List<List<String>> rows = new ArrayList<>();
    for (String id : result.methods().getFirst().shortfallByHolding().keySet()) {
      List<String> row = new ArrayList<>(List.of(id));
      result
          .methods()
          .forEach(method -> row.add(Money.of(method.shortfallByHolding().getOrDefault(id, 0.0))));
      rows.add(row);
    }
    return Tables.table(headers, rows);
  }
}
