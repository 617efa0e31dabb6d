package io.setoff.risk.simulation;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holdings with each of their instruments once. */
public final class DistinctInstruments {
  private final List<Holding> holdings;
  private final List<Instrument> distinct;
  private final int[] instrumentOf;

  private DistinctInstruments(
      List<Holding> holdings, List<Instrument> distinct, int[] instrumentOf) {
    this.holdings = holdings;
    this.distinct = distinct;
    this.instrumentOf = instrumentOf;
  }

  public static DistinctInstruments of(List<Holding> holdings) {
    Map<Instrument, Integer> places = new LinkedHashMap<>();
    int[] instrumentOf = new int[holdings.size()];
    for (int i = 0; i < instrumentOf.length; i++) {
      Instrument instrument = holdings.get(i).instrument();
      Integer place = places.putIfAbsent(instrument, places.size());
      instrumentOf[i] = place == null ? places.size() - 1 : place;
    }
    return new DistinctInstruments(
        List.copyOf(holdings), new ArrayList<>(places.keySet()), instrumentOf);
  }

  /** What each holding gains in each move, USD: {@code [holding][move]}. */
  public double[][] gains(MarketSnapshot market, List<MarketMove> moves) {
    ScenarioMatrix matrix = ScenarioMatrix.of(distinct, market, moves);
    double[][] gains = new double[holdings.size()][moves.size()];
    for (int i = 0; i < gains.length; i++) {
      matrix.add(instrumentOf[i], holdings.get(i).quantity(), gains[i]);
    }
    return gains;
  }

  /** What all holdings together gain in each move, USD, summed in their order. */
  public double[] total(MarketSnapshot market, List<MarketMove> moves) {
    ScenarioMatrix matrix = ScenarioMatrix.of(distinct, market, moves);
    double[] total = new double[moves.size()];
    for (int i = 0; i < instrumentOf.length; i++) {
      matrix.add(instrumentOf[i], holdings.get(i).quantity(), total);
    }
    return total;
  }
}
