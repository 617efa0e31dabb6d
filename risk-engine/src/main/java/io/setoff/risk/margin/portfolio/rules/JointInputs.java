package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.MarketMove;
import java.util.List;

/**
 * What is known of markets together.
 *
 * @param correlations of daily returns
 * @param simulations each gives an expected shortfall, and the largest counts; without one no
 *     offset between underlyings is granted
 * @param stresses named joint moves
 * @param histories that could not be used, and why
 */
public record JointInputs(
    Correlations correlations,
    List<JointScenarios> simulations,
    List<MarketMove> stresses,
    List<HistoryGap> histories) {
  public static final JointInputs NONE =
      new JointInputs(Correlations.UNKNOWN, List.of(), List.of());

  public JointInputs {
    simulations = List.copyOf(simulations);
    stresses = List.copyOf(stresses);
    histories = List.copyOf(histories);
  }

  /** Inputs whose histories are all fine. */
  public JointInputs(
      Correlations correlations, List<JointScenarios> simulations, List<MarketMove> stresses) {
    this(correlations, simulations, stresses, List.of());
  }

  /** Throws when a value cannot be used; {@code field} is the path of these inputs. */
  public void check(String field) {
    correlations.check(field + ".correlations");
    for (int i = 0; i < simulations.size(); i++) {
      String path = field + ".simulations[" + i + "]";
      Require.within(path + ".confidence", simulations.get(i).confidence(), 0.5, 0.9999);
      Require.that(simulations.get(i).size() > 0, path, "must have at least one scenario");
    }
    for (int i = 0; i < stresses.size(); i++) {
      MarketMove move = stresses.get(i);
      String path = field + ".stresses[" + i + "]";
      move.shocks()
          .forEach(
              (underlying, shock) ->
                  Require.notNegative(path + "[" + underlying + "]", shock.spotFactor()));
    }
  }
}
