package io.setoff.risk.margin.portfolio.aggregation;

/**
 * Losses of underlyings put together scenario by scenario (risk-methodology R4 b, after OCC TIMS):
 * profits offset at most a share of the losses in the same scenario. An underlying with scenarios
 * of its own counts with its worst.
 */
final class SameScenario {
  private SameScenario() {}

  static double loss(GroupExposure exposure, double[] worst, double share) {
    UnderlyingIndex index = exposure.index;
    int scenarios = index.context().parameters().scenarios().scenarios().size();
    double apart = 0;
    for (int u = 0; u < index.size(); u++) {
      if (!index.grid(u).isCommon) {
        apart += worst[u];
      }
    }
    double most = 0;
    for (int i = 0; i < scenarios; i++) {
      double losses = 0;
      double profits = 0;
      for (int u = 0; u < index.size(); u++) {
        if (index.grid(u).isCommon) {
          losses += Math.max(0, -exposure.gains[u][i]);
          profits += Math.max(0, exposure.gains[u][i]);
        }
      }
      most = Math.max(most, losses - Math.min(profits, share * losses));
    }
    return apart + most;
  }
}
