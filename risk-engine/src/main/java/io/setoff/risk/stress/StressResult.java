package io.setoff.risk.stress;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a book gains in a stress scenario.
 *
 * @param id of the scenario; with {@code /} and the venue or chain when something happens to it
 * @param title for people
 * @param byHolding by holding, USD; losses are negative
 */
public record StressResult(String id, String title, SortedMap<String, Double> byHolding) {
  public StressResult {
    byHolding = Collections.unmodifiableSortedMap(new TreeMap<>(byHolding));
  }

  /** Of the whole book, USD, summed in the order of holding ids. */
  public double gain() {
    double sum = 0;
    for (double gain : byHolding.values()) {
      sum += gain;
    }
    return sum;
  }
}
