package io.setoff.risk.margin.portfolio.profile;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What moves of several underlyings at once do to one unit of an instrument beyond the sum of what
 * each does alone, as a loan without recourse loses more of one when it has gained on another.
 * Scenarios move one underlying at a time, so without a simulation nothing else shows it.
 *
 * <p>Every underlying makes its largest move: all in the direction that costs, all in the other,
 * and each one against the rest; scaled up as losses are where no simulation tells how far they may
 * go.
 *
 * @param onLong USD for each unit long, at least 0
 * @param onShort USD for each unit short, at least 0
 */
record JointEffect(double onLong, double onShort) {
  /** The effect on an instrument of several underlyings. */
  static JointEffect of(Instrument instrument, RiskContext context, MarketSnapshot market) {
    List<UnderlyingId> underlyings = instrument.underlyings();
    int size = underlyings.size();
    List<MarketMove> alone = new ArrayList<>();
    double scale = 1;
    for (UnderlyingId underlying : underlyings) {
      int u = context.indexOf(underlying);
      scale = Math.max(scale, context.coverFactor(u));
      alone.add(MarketMove.of("down", underlying, Shock.spot(context.grid(u).lowest())));
      alone.add(MarketMove.of("up", underlying, Shock.spot(context.grid(u).highest())));
    }
    ScenarioMatrix single = ScenarioMatrix.of(List.of(instrument), market, alone);
    int[][] ways = new int[size][];
    for (int u = 0; u < size; u++) {
      boolean losesDown = single.gain(0, 2 * u) <= single.gain(0, 2 * u + 1);
      ways[u] = losesDown ? new int[] {2 * u, 2 * u + 1} : new int[] {2 * u + 1, 2 * u};
    }
    List<MarketMove> together = new ArrayList<>();
    List<Double> sums = new ArrayList<>();
    for (int against = -1; against < size; against++) {
      for (int way = 0; way < 2; way++) {
        SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
        double sum = 0;
        for (int u = 0; u < size; u++) {
          int move = ways[u][u == against ? 1 - way : way];
          shocks.putAll(alone.get(move).shocks());
          sum += single.gain(0, move);
        }
        together.add(new MarketMove("together", shocks));
        sums.add(sum);
      }
    }
    ScenarioMatrix joint = ScenarioMatrix.of(List.of(instrument), market, together);
    double most = 0;
    double least = 0;
    for (int i = 0; i < sums.size(); i++) {
      double more = joint.gain(0, i) - sums.get(i);
      most = Math.max(most, more);
      least = Math.min(least, more);
    }
    return new JointEffect(-scale * least + 0.0, scale * most);
  }
}
