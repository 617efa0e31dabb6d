package io.setoff.risk.valueatrisk;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.math.Normal;
import io.setoff.risk.simulation.DistinctInstruments;
import io.setoff.risk.simulation.ReturnModel;
import io.setoff.risk.simulation.SimulationParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Value at risk and expected shortfall of a book's deltas under normal returns: the closed form
 * that the simulations of a linear book must come near. Curvature, volatility and underlyings
 * without a past are left out, so it is a check and no requirement.
 *
 * <p>Source: J.P. Morgan and Reuters, RiskMetrics Technical Document, 4th edition (1996), chapter
 * 6; contributions by Euler's theorem, {@code z w (Sigma w) / sigma}.
 *
 * @param valueAtRisk USD
 * @param expectedShortfall USD
 * @param byHolding what each holding adds to {@code valueAtRisk}; sums to it
 */
public record DeltaNormal(
    double valueAtRisk, double expectedShortfall, SortedMap<String, Double> byHolding) {
  /** Log move that deltas are measured over, in both directions. */
  private static final double STEP = 1e-4;

  public DeltaNormal {
    byHolding = Collections.unmodifiableSortedMap(new TreeMap<>(byHolding));
  }

  /**
   * The closed form for a book.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when the market or a holding breaks a
   *     rule
   */
  public static DeltaNormal of(List<Holding> book, MarketSnapshot market, ReturnModel model) {
    market.check("market");
    Holding.checkAll("holdings", book);
    SimulationParameters parameters = model.parameters();
    double[][] deltas = deltas(book, market, model.underlyings());
    int size = model.underlyings().size();
    double[] total = new double[size];
    for (double[] delta : deltas) {
      for (int u = 0; u < size; u++) {
        total[u] += delta[u];
      }
    }
    double[] slope = new double[size];
    double variance = 0;
    for (int u = 0; u < size; u++) {
      for (int v = 0; v < size; v++) {
        slope[u] +=
            model.volatility(u)
                * model.correlations().get(u, v)
                * model.volatility(v)
                * total[v]
                * parameters.horizonDays();
      }
      variance += total[u] * slope[u];
    }
    double deviation = Math.sqrt(Math.max(0, variance));
    double z = Normal.quantile(parameters.varConfidence());
    double tail = 1 - parameters.shortfallConfidence();
    double shortfall =
        deviation * Normal.density(Normal.quantile(parameters.shortfallConfidence())) / tail;
    SortedMap<String, Double> byHolding = new TreeMap<>();
    for (int i = 0; i < deltas.length; i++) {
      double product = 0;
      for (int u = 0; u < size; u++) {
        product += deltas[i][u] * slope[u];
      }
      byHolding.put(book.get(i).id(), deviation == 0 ? 0 : z * product / deviation);
    }
    return new DeltaNormal(z * deviation, shortfall, byHolding);
  }

  /** Change of each holding's value per unit of each underlying's log return, USD. */
  private static double[][] deltas(
      List<Holding> book, MarketSnapshot market, List<UnderlyingId> underlyings) {
    List<MarketMove> moves = new ArrayList<>();
    for (UnderlyingId underlying : underlyings) {
      moves.add(MarketMove.of("up", underlying, Shock.spot(StrictMath.exp(STEP))));
      moves.add(MarketMove.of("down", underlying, Shock.spot(StrictMath.exp(-STEP))));
    }
    double[][] deltas = new double[book.size()][underlyings.size()];
    double[][] gains = DistinctInstruments.of(book).gains(market, moves);
    for (int i = 0; i < deltas.length; i++) {
      for (int u = 0; u < underlyings.size(); u++) {
        deltas[i][u] = (gains[i][2 * u] - gains[i][2 * u + 1]) / (2 * STEP);
      }
    }
    return deltas;
  }
}
