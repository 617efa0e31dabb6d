package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.simulation.HistoricalMoves;
import io.setoff.risk.simulation.MonteCarloMoves;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.MoveSet.Method;
import io.setoff.risk.simulation.ReturnModel;
import java.util.List;

/** Joint moves of the markets of a document, from its history. */
final class Simulations {
  /** Every method, in the order of the help. */
  static final List<Method> METHODS = List.of(Method.values());

  private final ReturnModel model;
  private final String seed;

  Simulations(CheckedDocument book, HistorySet history) {
    this.model = ReturnModel.of(book.market(), history, book.parameters().simulation());
    this.seed = ReturnModel.seed(book.market().asOf(), history, model.parameters());
  }

  ReturnModel model() {
    return model;
  }

  MoveSet moves(Method method) {
    return switch (method) {
      case HISTORICAL -> HistoricalMoves.plain(model);
      case FILTERED_HISTORICAL -> HistoricalMoves.filtered(model);
      case MONTE_CARLO -> MonteCarloMoves.of(model, seed);
    };
  }
}
