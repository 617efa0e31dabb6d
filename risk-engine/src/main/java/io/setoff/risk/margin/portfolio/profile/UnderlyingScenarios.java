package io.setoff.risk.margin.portfolio.profile;

import io.setoff.risk.market.Shock;
import io.setoff.risk.pricing.PreparedShocks;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.List;

/** The scenarios of one underlying or of many, and which way each of them goes. */
public final class UnderlyingScenarios {
  public final ScenarioSet set;

  /** Whether they are those of all underlyings that have none of their own. */
  public final boolean isCommon;

  /** The scenarios, and after them {@link UnitExposure#BUMPS}. */
  final PreparedShocks shocks;

  private final double lowest;
  private final double highest;
  private final double[] damping;
  private final int[] directions;
  private final boolean[] reference;

  UnderlyingScenarios(ScenarioSet set, boolean isCommon) {
    this.set = set;
    this.isCommon = isCommon;
    List<Scenario> scenarios = set.scenarios();
    List<Shock> all = new ArrayList<>(scenarios.size() + UnitExposure.BUMPS.size());
    scenarios.forEach(scenario -> all.add(scenario.shock()));
    all.addAll(UnitExposure.BUMPS);
    shocks = new PreparedShocks(all);
    damping = new double[scenarios.size()];
    directions = new int[scenarios.size()];
    reference = new boolean[scenarios.size()];
    double low = 1;
    double high = 1;
    for (int i = 0; i < damping.length; i++) {
      Scenario scenario = scenarios.get(i);
      damping[i] = scenario.damping();
      directions[i] = Double.compare(scenario.shock().spotFactor(), 1);
      if (scenario.damping() == 1) {
        low = Math.min(low, scenario.shock().spotFactor());
        high = Math.max(high, scenario.shock().spotFactor());
      }
    }
    lowest = low;
    highest = high;
    for (int i = 0; i < damping.length; i++) {
      double factor = scenarios.get(i).shock().spotFactor();
      reference[i] = damping[i] == 1 && factor != 1 && (factor == lowest || factor == highest);
    }
  }

  public int size() {
    return damping.length;
  }

  /** Makes of gains by scenario what counts of them. */
  void damp(double[] gains) {
    for (int i = 0; i < gains.length; i++) {
      gains[i] *= damping[i];
    }
  }

  /** -1 when spot falls, 1 when it rises, 0 when it stays. */
  public int direction(int scenario) {
    return directions[scenario];
  }

  /** Whether it is a largest move of its direction that counts in full. */
  public boolean isReference(int scenario) {
    return reference[scenario];
  }

  /** Smallest multiple of spot of a scenario that counts in full, at most 1. */
  public double lowest() {
    return lowest;
  }

  /** Largest multiple of spot of a scenario that counts in full, at least 1. */
  public double highest() {
    return highest;
  }

  /**
   * What losses are multiplied by where no simulation tells how far the underlying may go: at least
   * 1, and enough for its largest move in full to be {@code move}.
   */
  public double coverFactor(double move) {
    double largestMove = Math.max(1 - lowest, highest - 1);
    return largestMove == 0 ? 1 : Math.max(1, move / largestMove);
  }

  /** Largest multiple of spot, each as far as its scenario counts. */
  public double highestDampedFactor() {
    double highest = 1;
    for (Scenario scenario : set.scenarios()) {
      highest = Math.max(highest, scenario.damping() * scenario.shock().spotFactor());
    }
    return highest;
  }
}
