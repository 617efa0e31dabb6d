package io.setoff.risk.margin.portfolio.requirement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be covered, USD, at least 0.
 *
 * @param total sum of the parts in their order
 * @param parts every part, 0 when it asks for nothing
 */
public record Requirement(double total, SortedMap<MarginPart, Double> parts) {
  public Requirement {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  public double part(MarginPart part) {
    return parts.getOrDefault(part, 0.0);
  }
}
