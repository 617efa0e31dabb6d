package io.setoff.risk.portfolio.requirement;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be covered, USD, at least 0.
 *
 * @param total sum of the parts in their order
 * @param parts every part, 0 when it asks for nothing
 */
public record Requirement(double total, SortedMap<Part, Double> parts) {
  public static final Requirement NONE = of(new EnumMap<>(Part.class));

  public Requirement {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  static Requirement of(Map<Part, Double> some) {
    SortedMap<Part, Double> parts = new TreeMap<>();
    double total = 0;
    for (Part part : Part.values()) {
      double amount = some.getOrDefault(part, 0.0) + 0.0;
      parts.put(part, amount);
      total += amount;
    }
    return new Requirement(Math.max(0, total), parts);
  }

  public double part(Part part) {
    return parts.getOrDefault(part, 0.0);
  }
}
