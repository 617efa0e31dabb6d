package io.setoff.risk.book;

import io.setoff.risk.input.Require;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;

/** What a netting set has to hold, given what it gains in each scenario. */
@FunctionalInterface
public interface ScenarioRule {

  /**
   * Requirement, USD, at least 0.
   *
   * @param gains USD, one per move of the matrix; only to be read
   */
  double requirement(double[] gains);

  /** The largest loss over a set of scenarios, each times its damping; 0 when there is none. */
  static ScenarioRule worstLoss(ScenarioSet scenarios) {
    double[] damping = scenarios.scenarios().stream().mapToDouble(Scenario::damping).toArray();
    return gains -> {
      Require.that(gains.length == damping.length, "gains", "must be one per scenario");
      double worst = 0;
      for (int i = 0; i < damping.length; i++) {
        worst = Math.max(worst, -damping[i] * gains[i]);
      }
      return worst;
    };
  }
}
