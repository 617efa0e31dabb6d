package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.risk.margin.portfolio.profile.UnitProfile;

/** How a requirement changes with the gains that it is made from. */
public final class NettedLossGradient {
  private final UnderlyingIndex index;
  private final double[][] losses;
  private int simulation = -1;
  private double[] tail = {};
  private int[] uncoveredAt = {};
  private int stressAt = -1;
  private double stressShare;

  NettedLossGradient(UnderlyingIndex index) {
    this.index = index;
    losses = index.zeroGains();
  }

  UnderlyingIndex index() {
    return index;
  }

  void addLosses(double[][] more) {
    for (int u = 0; u < more.length; u++) {
      for (int i = 0; i < more[u].length; i++) {
        losses[u][i] += more[u][i];
      }
    }
  }

  /** A simulation's tail, and the worst scenarios of what it does not cover. */
  void addTail(int of, double[] weights, int[] worstAt) {
    simulation = of;
    tail = weights;
    uncoveredAt = worstAt;
  }

  void addStress(int at, double share) {
    stressAt = at;
    stressShare = share;
  }

  /** Share of one unit in the requirement. */
  public double perUnit(UnitProfile profile) {
    double share = 0;
    for (int i = 0; i < profile.underlyings(); i++) {
      share += dot(losses[index.local(profile.underlying(i))], profile.gains(i));
    }
    if (simulation >= 0) {
      share +=
          profile.isCovered(simulation) ? dot(tail, profile.joint(simulation)) : uncovered(profile);
    }
    if (stressAt >= 0) {
      share += stressShare * profile.stress()[stressAt];
    }
    return -share;
  }

  private double uncovered(UnitProfile profile) {
    double sum = 0;
    for (int i = 0; i < profile.underlyings(); i++) {
      int u = index.local(profile.underlying(i));
      sum += uncoveredAt[u] < 0 ? 0 : index.coverFactor(u) * profile.gains(i)[uncoveredAt[u]];
    }
    return sum;
  }

  private static double dot(double[] weights, double[] values) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }
}
