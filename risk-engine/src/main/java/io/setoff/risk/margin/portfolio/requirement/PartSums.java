package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.NettedLoss;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parts of a requirement while they are added up, USD. */
final class PartSums {
  double scenario;
  double offset;
  double expectedShortfall;
  double stress;
  double missingData;
  double liquidity;
  double concentration;
  double basis;
  double delay;
  double oracle;

  /**
   * Adds the parts up to {@link MarginPart#STRESS} and what is missing; they add up to the loss.
   */
  void add(NettedLoss loss) {
    scenario += loss.undiversified();
    offset += loss.correlation() - loss.undiversified();
    expectedShortfall += loss.simulated() - loss.correlation();
    stress += loss.stressed() - loss.simulated();
    missingData += loss.value() - loss.stressed();
  }

  void add(PartSums other, double factor) {
    scenario += factor * other.scenario;
    offset += factor * other.offset;
    expectedShortfall += factor * other.expectedShortfall;
    stress += factor * other.stress;
    missingData += factor * other.missingData;
    liquidity += factor * other.liquidity;
    concentration += factor * other.concentration;
    basis += factor * other.basis;
    delay += factor * other.delay;
    oracle += factor * other.oracle;
  }

  double sum() {
    return scenario
        + offset
        + expectedShortfall
        + stress
        + missingData
        + liquidity
        + concentration
        + basis
        + delay
        + oracle;
  }

  /** Every part by name. */
  SortedMap<MarginPart, Double> byName() {
    SortedMap<MarginPart, Double> parts = new TreeMap<>();
    parts.put(MarginPart.SCENARIO, scenario + 0.0);
    parts.put(MarginPart.OFFSET, offset + 0.0);
    parts.put(MarginPart.EXPECTED_SHORTFALL, expectedShortfall + 0.0);
    parts.put(MarginPart.STRESS, stress + 0.0);
    parts.put(MarginPart.MISSING_DATA, missingData + 0.0);
    parts.put(MarginPart.LIQUIDITY, liquidity + 0.0);
    parts.put(MarginPart.CONCENTRATION, concentration + 0.0);
    parts.put(MarginPart.BASIS, basis + 0.0);
    parts.put(MarginPart.DELAY, delay + 0.0);
    parts.put(MarginPart.ORACLE, oracle + 0.0);
    return parts;
  }

  Requirement requirement() {
    return new Requirement(Math.max(0, sum()), byName());
  }
}
