package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.risk.margin.portfolio.profile.UnitProfile;

/** Gains of a group in every scenario, its sizes, and what is added for what is not known. */
public final class GroupExposure {
  private static final double[][] ALL_COVERED = {};

  /** What is left of positions that cancel, relative to their value: a multiple of rounding. */
  private static final double ROUNDING = 1e-12;

  final UnderlyingIndex index;
  final double[][] gains;
  final double[] netUnits;
  final double[] closing;
  final double[][] joint;
  final double[][][] uncovered;
  final double[] stress;
  private double unknown;
  private double doubt;

  public GroupExposure(UnderlyingIndex index) {
    this.index = index;
    gains = index.zeroGains();
    netUnits = new double[index.size()];
    closing = new double[index.size()];
    var simulations = index.context().joint().simulations();
    joint = new double[simulations.size()][];
    uncovered = new double[simulations.size()][][];
    for (int i = 0; i < joint.length; i++) {
      joint[i] = new double[simulations.get(i).size()];
      uncovered[i] = ALL_COVERED;
    }
    stress = new double[index.context().joint().stresses().size()];
  }

  public void add(UnitProfile profile, double quantity) {
    for (int i = 0; i < profile.underlyings(); i++) {
      int u = index.local(profile.underlying(i));
      addTo(gains[u], quantity, profile.gains(i));
      netUnits[u] += quantity * profile.delta(i);
      closing[u] += Math.abs(quantity) * profile.closing(i);
    }
    for (int s = 0; s < joint.length; s++) {
      if (profile.isCovered(s)) {
        addTo(joint[s], quantity, profile.joint(s));
      } else {
        for (int i = 0; i < profile.underlyings(); i++) {
          addTo(uncoveredOf(s)[index.local(profile.underlying(i))], quantity, profile.gains(i));
        }
      }
    }
    addTo(stress, quantity, profile.stress());
    unknown += profile.unknown(quantity);
    doubt += profile.doubt(quantity);
  }

  public void add(GroupExposure other) {
    for (int u = 0; u < gains.length; u++) {
      addTo(gains[u], 1, other.gains[u]);
      netUnits[u] += other.netUnits[u];
      closing[u] += other.closing[u];
    }
    for (int s = 0; s < joint.length; s++) {
      addTo(joint[s], 1, other.joint[s]);
      for (int u = 0; u < other.uncovered[s].length; u++) {
        addTo(uncoveredOf(s)[u], 1, other.uncovered[s][u]);
      }
    }
    addTo(stress, 1, other.stress);
    unknown += other.unknown;
    doubt += other.doubt;
  }

  /** The underlyings, in the order of all arrays. */
  public UnderlyingIndex index() {
    return index;
  }

  /** Units of each underlying, longs less shorts. Not a copy. */
  public double[] netUnits() {
    return netUnits;
  }

  /** Units of each underlying to trade to close everything, at least 0. Not a copy. */
  public double[] closing() {
    return closing;
  }

  /** USD for what is not known. */
  public double unknown() {
    return unknown;
  }

  /** USD for doubt of quotes. */
  public double doubt() {
    return doubt;
  }

  /** Takes for 0 what only rounding keeps from it, so that flat is flat. */
  public void settle() {
    double all = 0;
    for (int u = 0; u < gains.length; u++) {
      double gross = closing[u] * index.terms(u).spot();
      settle(gains[u], gross);
      if (Math.abs(netUnits[u]) <= ROUNDING * closing[u]) {
        netUnits[u] = 0;
      }
      all += gross;
    }
    for (int s = 0; s < joint.length; s++) {
      settle(joint[s], all);
      for (double[] notCovered : uncovered[s]) {
        settle(notCovered, all);
      }
    }
    settle(stress, all);
  }

  private static void settle(double[] values, double gross) {
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) <= ROUNDING * gross) {
        values[i] = 0;
      }
    }
  }

  private double[][] uncoveredOf(int simulation) {
    if (uncovered[simulation].length == 0) {
      uncovered[simulation] = index.zeroGains();
    }
    return uncovered[simulation];
  }

  private static void addTo(double[] sum, double factor, double[] values) {
    for (int i = 0; i < values.length; i++) {
      sum[i] += factor * values[i];
    }
  }
}
