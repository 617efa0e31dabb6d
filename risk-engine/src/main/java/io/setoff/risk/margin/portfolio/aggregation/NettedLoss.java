package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.margin.portfolio.rules.OffsetRules;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The part of a requirement that netting makes smaller: {@code max(scenarios put together by
 * correlations, expected shortfalls, stress)} (risk-methodology R4, R7).
 *
 * <p>Without a simulation, losses of different underlyings are added up, each scaled up to a move
 * that its volatility makes likely enough.
 */
public final class NettedLoss {
  private final GroupExposure exposure;
  private final OffsetRules rules;
  private final double[] worst;
  private final int[] worstAt;
  private final CorrelationAggregate aggregate;
  private final double undiversified;
  private final double unsimulated;
  private final double correlation;
  private final double shortfall;
  private final int shortfallOf;
  private final double stress;
  private final int stressAt;

  public NettedLoss(GroupExposure exposure) {
    this.exposure = exposure;
    rules = exposure.index.context().parameters().offset();
    worst = new double[exposure.gains.length];
    worstAt = new int[worst.length];
    undiversified = worst(exposure.gains, worst, worstAt);
    aggregate = new CorrelationAggregate(exposure.gains, worst, worstAt, exposure.index);
    correlation = aggregate.value(rules);
    unsimulated = covered(worst);
    double most = Double.NEGATIVE_INFINITY;
    int mostOf = -1;
    List<JointScenarios> simulations = exposure.index.context().joint().simulations();
    for (int i = 0; i < simulations.size(); i++) {
      double[][] uncovered = exposure.uncovered[i];
      double loss =
          Math.max(
                  0, TailLoss.expectedShortfall(exposure.joint[i], simulations.get(i).confidence()))
              + unsimulated(uncovered, new int[uncovered.length]);
      if (loss > most) {
        most = loss;
        mostOf = i;
      }
    }
    shortfall = most;
    shortfallOf = mostOf;
    int at = -1;
    for (int i = 0; i < exposure.stress.length; i++) {
      if (at < 0 || exposure.stress[i] < exposure.stress[at]) {
        at = i;
      }
    }
    stressAt = at;
    stress = at < 0 ? 0 : Math.max(0, -rules.stressShare() * exposure.stress[at]);
  }

  /** Worst loss of each underlying, at least 0, its place or -1, and their sum. */
  private static double worst(double[][] gains, double[] worst, int[] worstAt) {
    double sum = 0;
    for (int u = 0; u < gains.length; u++) {
      worstAt[u] = -1;
      for (int i = 0; i < gains[u].length; i++) {
        if (-gains[u][i] > worst[u]) {
          worst[u] = -gains[u][i];
          worstAt[u] = i;
        }
      }
      sum += worst[u];
    }
    return sum;
  }

  /** Sum of the worst losses, scaled up where the scenarios do not go far enough on their own. */
  private double unsimulated(double[][] gains, int[] worstAt) {
    double[] losses = new double[gains.length];
    worst(gains, losses, worstAt);
    return covered(losses);
  }

  private double covered(double[] losses) {
    double sum = 0;
    for (int u = 0; u < losses.length; u++) {
      sum += exposure.index.coverFactor(u) * losses[u];
    }
    return sum;
  }

  private boolean isSimulated() {
    return shortfallOf >= 0;
  }

  /** USD, at least 0. */
  public double value() {
    double known = Math.max(correlation, Math.max(stress, shortfall));
    return isSimulated() ? known : Math.max(known, unsimulated);
  }

  /** Sum of the worst losses of all underlyings. */
  public double undiversified() {
    return undiversified;
  }

  /** The worst losses put together by correlations. */
  public double correlation() {
    return correlation;
  }

  /** The larger of {@link #correlation()} and the largest expected shortfall. */
  public double simulated() {
    return Math.max(correlation, shortfall);
  }

  /** The larger of {@link #simulated()} and the worst stress, as far as it counts. */
  public double stressed() {
    return Math.max(simulated(), stress);
  }

  /** All the ways side by side. */
  public CrossMargin cross() {
    return new CrossMargin(
        undiversified,
        correlation,
        SameScenario.loss(exposure, worst, rules.sameScenarioShare()),
        isSimulated() ? OptionalDouble.of(shortfall) : OptionalDouble.empty(),
        stressAt < 0 ? OptionalDouble.empty() : OptionalDouble.of(stress),
        value(),
        driver());
  }

  private String driver() {
    double value = value();
    if (value == correlation || value == unsimulated) {
      return "scenarios";
    }
    return value == shortfall
        ? exposure.index.context().joint().simulations().get(shortfallOf).id()
        : exposure.index.context().joint().stresses().get(stressAt).id();
  }

  /** Worst scenario of underlying {@code u} of the index. */
  public WorstCase worstCase(int u) {
    String scenario =
        worstAt[u] < 0 ? "none" : exposure.index.grid(u).set.scenarios().get(worstAt[u]).id();
    return new WorstCase(
        exposure.index.context().underlyings().get(exposure.index.global(u)), scenario, worst[u]);
  }

  /** Derivative of the value by every gain; times the gains it adds up to the value. */
  public NettedLossGradient gradient() {
    double value = value();
    NettedLossGradient gradient = new NettedLossGradient(exposure.index);
    if (value == 0) {
      return gradient;
    }
    if (value == correlation) {
      gradient.addLosses(aggregate.gradient(rules));
    } else if (!isSimulated() && value == unsimulated) {
      addWorst(gradient, worstAt);
    } else if (value == shortfall) {
      JointScenarios simulation = exposure.index.context().joint().simulations().get(shortfallOf);
      double[][] uncovered = exposure.uncovered[shortfallOf];
      int[] uncoveredAt = new int[uncovered.length];
      unsimulated(uncovered, uncoveredAt);
      double confidence = simulation.confidence();
      boolean isTailLoss = TailLoss.expectedShortfall(exposure.joint[shortfallOf], confidence) > 0;
      gradient.addTail(
          shortfallOf,
          isTailLoss
              ? TailLoss.weights(exposure.joint[shortfallOf], confidence)
              : new double[simulation.size()],
          uncoveredAt);
    } else {
      gradient.addStress(stressAt, rules.stressShare());
    }
    return gradient;
  }

  private static void addWorst(NettedLossGradient gradient, int[] at) {
    double[][] losses = gradient.index().zeroGains();
    for (int u = 0; u < at.length; u++) {
      if (at[u] >= 0) {
        losses[u][at[u]] = gradient.index().coverFactor(u);
      }
    }
    gradient.addLosses(losses);
  }
}
