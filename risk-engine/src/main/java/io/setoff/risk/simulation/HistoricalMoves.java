package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.simulation.MoveSet.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves that have happened, on the days that all underlyings have, so that their dependence stays
 * as it was. Over more than one day moves overlap.
 *
 * <p>Source of the filtered ones: Hull and White, Incorporating volatility updating into the
 * historical simulation method for value-at-risk, Journal of Risk 1 (1998) 5-19; Barone-Adesi,
 * Giannopoulos and Vosper, VaR without correlations for portfolios of derivative securities,
 * Journal of Futures Markets 19 (1999) 583-602.
 */
public final class HistoricalMoves {
  private final ReturnModel model;
  private final SimulationParameters parameters;

  private HistoricalMoves(ReturnModel model) {
    this.model = model;
    this.parameters = model.parameters();
  }

  /** Past returns as they were. */
  public static MoveSet plain(ReturnModel model) {
    return new HistoricalMoves(model).moves(Method.HISTORICAL);
  }

  /**
   * Past returns divided by the volatility that was forecast for their day, and times that of the
   * next day.
   */
  public static MoveSet filtered(ReturnModel model) {
    return new HistoricalMoves(model).moves(Method.FILTERED_HISTORICAL);
  }

  private MoveSet moves(Method method) {
    int horizon = parameters.horizonDays();
    List<Integer> ends = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int first = method == Method.HISTORICAL ? 0 : model.firstForecast();
    for (int day = first + horizon - 1; day < model.days().size(); day++) {
      if (model
          .days()
          .get(day - horizon + 1)
          .plusDays(horizon - 1L)
          .equals(model.days().get(day))) {
        ends.add(day);
        names.add(model.days().get(day).toString());
      }
    }
    Require.that(
        !ends.isEmpty() || model.underlyings().isEmpty(),
        "histories",
        "must have " + horizon + " days in a row");
    if (ends.isEmpty()) {
      names.add("nothing-known");
    }
    int size = model.underlyings().size();
    double[][] logMoves = new double[size][ends.size()];
    for (int u = 0; u < size; u++) {
      for (int move = 0; move < ends.size(); move++) {
        double sum = 0;
        for (int day = ends.get(move) - horizon + 1; day <= ends.get(move); day++) {
          sum += daily(method, u, day);
        }
        logMoves[u][move] = parameters.cut(sum);
      }
    }
    return new MoveSet(method, model, names, logMoves, new double[size][ends.size()]);
  }

  private double daily(Method method, int underlying, int day) {
    return method == Method.HISTORICAL
        ? model.dailyReturn(underlying, day)
        : model.residual(underlying, day) * model.volatility(underlying);
  }
}
