package io.setoff.risk.portfolio.requirement;

import java.util.SortedMap;
import java.util.TreeMap;

/** Parts of a requirement while they are added up, USD. */
final class Parts {
  double scenario;
  double offset;
  double expectedShortfall;
  double stress;
  double missingData;
  double liquidity;
  double concentration;
  double basis;
  double oracle;

  void add(Parts other, double factor) {
    scenario += factor * other.scenario;
    offset += factor * other.offset;
    expectedShortfall += factor * other.expectedShortfall;
    stress += factor * other.stress;
    missingData += factor * other.missingData;
    liquidity += factor * other.liquidity;
    concentration += factor * other.concentration;
    basis += factor * other.basis;
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
        + oracle;
  }

  /** Every part by name. */
  SortedMap<Part, Double> byName() {
    SortedMap<Part, Double> parts = new TreeMap<>();
    parts.put(Part.SCENARIO, scenario + 0.0);
    parts.put(Part.OFFSET, offset + 0.0);
    parts.put(Part.EXPECTED_SHORTFALL, expectedShortfall + 0.0);
    parts.put(Part.STRESS, stress + 0.0);
    parts.put(Part.MISSING_DATA, missingData + 0.0);
    parts.put(Part.LIQUIDITY, liquidity + 0.0);
    parts.put(Part.CONCENTRATION, concentration + 0.0);
    parts.put(Part.BASIS, basis + 0.0);
    parts.put(Part.ORACLE, oracle + 0.0);
    return parts;
  }

  Requirement requirement() {
    return new Requirement(Math.max(0, sum()), byName());
  }
}
