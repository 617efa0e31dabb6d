package io.setoff.cli.risk;

import io.setoff.cli.book.Book;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.simulation.HistoricalMoves;
import io.setoff.risk.simulation.MonteCarloMoves;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.ReturnModel;
import java.util.List;

/** Joint moves of the markets of a document, from its history. */
final class Simulations {
  static final String HISTORICAL = "historical";
  static final String FILTERED_HISTORICAL = "filtered-historical";
  static final String MONTE_CARLO = "monte-carlo";

  /** Every method, in the order of the help. */
  static final List<String> METHODS = List.of(HISTORICAL, FILTERED_HISTORICAL, MONTE_CARLO);

  private final ReturnModel model;
  private final String seed;

  Simulations(Book book, HistorySet history) {
    this.model = ReturnModel.of(book.market(), history, book.parameters().simulation());
    this.seed = ReturnModel.seed(book.market().asOf(), history, model.parameters());
  }

  ReturnModel model() {
    return model;
  }

  /** The moves of a method of {@link #METHODS}. */
  MoveSet moves(String method) {
    return switch (method) {
      case HISTORICAL -> HistoricalMoves.plain(model);
      case FILTERED_HISTORICAL -> HistoricalMoves.filtered(model);
      case MONTE_CARLO -> MonteCarloMoves.of(model, seed);
      default -> throw new IllegalArgumentException("no method " + method);
    };
  }
}
