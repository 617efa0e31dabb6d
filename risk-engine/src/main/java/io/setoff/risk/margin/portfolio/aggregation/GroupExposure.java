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

  /** Nothing yet. */
  public GroupExposure(UnderlyingIndex index) {
    this(
        index,
        index.zeroGains(),
        new double[index.size()],
        new double[index.size()],
        new double[index.context().joint().stresses().size()]);
    for (int s = 0; s < joint.length; s++) {
      joint[s] = nothingIn(s);
      uncovered[s] = ALL_COVERED;
    }
  }

  private GroupExposure(
      UnderlyingIndex index,
      double[][] gains,
      double[] netUnits,
      double[] closing,
      double[] stress) {
    this.index = index;
    this.gains = gains;
    this.netUnits = netUnits;
    this.closing = closing;
    this.stress = stress;
    int simulations = index.context().joint().simulations().size();
    joint = new double[simulations][];
    uncovered = new double[simulations][][];
  }

  /**
   * One unit of an instrument and nothing else.
   *
   * @param index of its underlyings
   * @param isShort whether it is owed
   */
  public static GroupExposure ofUnit(UnderlyingIndex index, UnitProfile profile, boolean isShort) {
    double[][] gains = new double[profile.underlyings()][];
    double[] netUnits = new double[gains.length];
    double[] closing = new double[gains.length];
    for (int u = 0; u < gains.length; u++) {
      gains[u] = ofSide(profile.gains(u), isShort);
      netUnits[u] = isShort ? -profile.delta(u) : profile.delta(u);
      closing[u] = profile.closing(u);
    }
    GroupExposure unit =
        new GroupExposure(index, gains, netUnits, closing, ofSide(profile.stress(), isShort));
    for (int s = 0; s < unit.joint.length; s++) {
      boolean isCovered = profile.isCovered(s);
      unit.joint[s] = isCovered ? ofSide(profile.joint(s), isShort) : unit.nothingIn(s);
      unit.uncovered[s] = isCovered ? ALL_COVERED : gains;
    }
    unit.unknown = profile.unknown(isShort ? -1 : 1);
    unit.doubt = profile.doubt(1);
    return unit;
  }

  private static double[] ofSide(double[] gains, boolean isShort) {
    if (!isShort) {
      return gains;
    }
    double[] losses = new double[gains.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = -gains[i];
    }
    return losses;
  }

  private double[] nothingIn(int simulation) {
    return new double[index.context().joint().simulations().get(simulation).size()];
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
