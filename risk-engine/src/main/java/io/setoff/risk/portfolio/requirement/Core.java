package io.setoff.risk.portfolio.requirement;

import io.setoff.risk.portfolio.rules.JointScenarios;
import io.setoff.risk.portfolio.rules.OffsetRules;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The part of a requirement that netting makes smaller: {@code max(scenarios put together by
 * correlations, expected shortfalls, stress)} (risk-methodology R4, R7).
 *
 * <p>Without a simulation, losses of different underlyings are added up, each scaled up to a move
 * that its volatility makes likely enough.
 */
final class Core {
  private final Sums sums;
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

  Core(Sums sums) {
    this.sums = sums;
    rules = sums.shape.context().parameters().offset();
    worst = new double[sums.gains.length];
    worstAt = new int[worst.length];
    undiversified = worst(sums.gains, worst, worstAt);
    aggregate = new CorrelationAggregate(sums.gains, worst, worstAt, sums.shape);
    correlation = aggregate.value(rules);
    unsimulated = unsimulated(sums.gains, new int[worst.length]);
    double most = Double.NEGATIVE_INFINITY;
    int mostOf = -1;
    List<JointScenarios> simulations = sums.shape.context().joint().simulations();
    for (int i = 0; i < simulations.size(); i++) {
      double[][] uncovered = sums.uncovered[i];
      double loss =
          Math.max(0, TailLoss.expectedShortfall(sums.joint[i], simulations.get(i).confidence()))
              + unsimulated(uncovered, new int[uncovered.length]);
      if (loss > most) {
        most = loss;
        mostOf = i;
      }
    }
    shortfall = most;
    shortfallOf = mostOf;
    int at = -1;
    for (int i = 0; i < sums.stress.length; i++) {
      if (at < 0 || sums.stress[i] < sums.stress[at]) {
        at = i;
      }
    }
    stressAt = at;
    stress = at < 0 ? 0 : Math.max(0, -rules.stressShare() * sums.stress[at]);
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
    double sum = 0;
    for (int u = 0; u < losses.length; u++) {
      sum += sums.shape.coverFactor(u) * losses[u];
    }
    return sum;
  }

  private boolean isSimulated() {
    return shortfallOf >= 0;
  }

  /** USD, at least 0. */
  double value() {
    double known = Math.max(correlation, Math.max(stress, shortfall));
    return isSimulated() ? known : Math.max(known, unsimulated);
  }

  /** Adds the parts up to {@link Part#STRESS} and what is missing; they add up to the value. */
  void addParts(Parts parts) {
    double simulated = Math.max(correlation, shortfall);
    double stressed = Math.max(simulated, stress);
    parts.scenario += undiversified;
    parts.offset += correlation - undiversified;
    parts.expectedShortfall += simulated - correlation;
    parts.stress += stressed - simulated;
    parts.missingData += value() - stressed;
  }

  /** All the ways side by side. */
  CrossMargin cross() {
    return new CrossMargin(
        undiversified,
        correlation,
        SameScenario.loss(sums, worst, rules.sameScenarioShare()),
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
        ? sums.shape.context().joint().simulations().get(shortfallOf).id()
        : sums.shape.context().joint().stresses().get(stressAt).id();
  }

  /** Worst scenario of underlying {@code u} of the shape. */
  WorstCase worstCase(int u) {
    String scenario =
        worstAt[u] < 0 ? "none" : sums.shape.grid(u).set.scenarios().get(worstAt[u]).id();
    return new WorstCase(
        sums.shape.context().underlyings().get(sums.shape.global(u)), scenario, worst[u]);
  }

  /** Derivative of the value by every gain; times the gains it adds up to the value. */
  CoreGradient gradient() {
    double value = value();
    CoreGradient gradient = new CoreGradient(sums.shape);
    if (value == 0) {
      return gradient;
    }
    if (value == correlation) {
      gradient.addLosses(aggregate.gradient(rules));
    } else if (!isSimulated() && value == unsimulated) {
      addWorst(gradient, worstAt);
    } else if (value == shortfall) {
      JointScenarios simulation = sums.shape.context().joint().simulations().get(shortfallOf);
      double[][] uncovered = sums.uncovered[shortfallOf];
      int[] uncoveredAt = new int[uncovered.length];
      unsimulated(uncovered, uncoveredAt);
      double confidence = simulation.confidence();
      boolean isTailLoss = TailLoss.expectedShortfall(sums.joint[shortfallOf], confidence) > 0;
      gradient.addTail(
          shortfallOf,
          isTailLoss
              ? TailLoss.weights(sums.joint[shortfallOf], confidence)
              : new double[simulation.size()],
          uncoveredAt);
    } else {
      gradient.addStress(stressAt, rules.stressShare());
    }
    return gradient;
  }

  private static void addWorst(CoreGradient gradient, int[] at) {
    double[][] losses = gradient.shape().zeroGains();
    for (int u = 0; u < at.length; u++) {
      if (at[u] >= 0) {
        losses[u][at[u]] = gradient.shape().coverFactor(u);
      }
    }
    gradient.addLosses(losses);
  }
}
