package io.setoff.risk.portfolio.requirement;

/** Gains of a group in every scenario, and its net size. */
final class Sums {
  private static final double[][] ALL_COVERED = {};

  /** What is left of positions that cancel, relative to their value: a multiple of rounding. */
  private static final double ROUNDING = 1e-12;

  final Shape shape;
  final double[][] gains;
  final double[] netUnits;
  private final double[] grossValue;
  final double[][] joint;
  final double[][][] uncovered;
  final double[] stress;

  Sums(Shape shape) {
    this.shape = shape;
    gains = shape.zeroGains();
    netUnits = new double[shape.size()];
    grossValue = new double[shape.size()];
    var simulations = shape.context().joint().simulations();
    joint = new double[simulations.size()][];
    uncovered = new double[simulations.size()][][];
    for (int i = 0; i < joint.length; i++) {
      joint[i] = new double[simulations.get(i).size()];
      uncovered[i] = ALL_COVERED;
    }
    stress = new double[shape.context().joint().stresses().size()];
  }

  void add(UnitProfile profile, double quantity) {
    for (int i = 0; i < profile.underlyings(); i++) {
      int u = shape.local(profile.underlying(i));
      addTo(gains[u], quantity, profile.gains(i));
      netUnits[u] += quantity * profile.delta(i);
      grossValue[u] += Math.abs(quantity) * profile.closing(i) * shape.terms(u).spot();
    }
    for (int s = 0; s < joint.length; s++) {
      if (profile.isCovered(s)) {
        addTo(joint[s], quantity, profile.joint(s));
      } else {
        for (int i = 0; i < profile.underlyings(); i++) {
          addTo(uncoveredOf(s)[shape.local(profile.underlying(i))], quantity, profile.gains(i));
        }
      }
    }
    addTo(stress, quantity, profile.stress());
  }

  void add(Sums other) {
    for (int u = 0; u < gains.length; u++) {
      addTo(gains[u], 1, other.gains[u]);
      netUnits[u] += other.netUnits[u];
      grossValue[u] += other.grossValue[u];
    }
    for (int s = 0; s < joint.length; s++) {
      addTo(joint[s], 1, other.joint[s]);
      for (int u = 0; u < other.uncovered[s].length; u++) {
        addTo(uncoveredOf(s)[u], 1, other.uncovered[s][u]);
      }
    }
    addTo(stress, 1, other.stress);
  }

  /** Takes for 0 what only rounding keeps from it, so that flat is flat. */
  void settle() {
    double all = 0;
    for (int u = 0; u < gains.length; u++) {
      settle(gains[u], grossValue[u]);
      if (Math.abs(netUnits[u]) * shape.terms(u).spot() <= ROUNDING * grossValue[u]) {
        netUnits[u] = 0;
      }
      all += grossValue[u];
    }
    for (int s = 0; s < joint.length; s++) {
      settle(joint[s], all);
      for (int u = 0; u < uncovered[s].length; u++) {
        settle(uncovered[s][u], grossValue[u]);
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
      uncovered[simulation] = shape.zeroGains();
    }
    return uncovered[simulation];
  }

  private static void addTo(double[] sum, double factor, double[] values) {
    for (int i = 0; i < values.length; i++) {
      sum[i] += factor * values[i];
    }
  }
}
