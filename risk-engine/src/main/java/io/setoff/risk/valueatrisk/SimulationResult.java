package io.setoff.risk.valueatrisk;

import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.simulation.MoveSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a book may lose. Losses are positive, USD.
 *
 * @param method where the moves are from
 * @param simulated risk of the holdings whose underlyings have a past
 * @param unknownCharge what the other holdings lose when all moves against them; at least 0
 * @param gains what the simulated holdings gain in each move
 * @param shortfallByHolding what each holding adds to {@link #expectedShortfall()}; sums to it
 * @param gaps the underlyings of the book without a past
 */
public record SimulationResult(
    MoveSet.Method method,
    TailRisk simulated,
    double unknownCharge,
    GainVector gains,
    SortedMap<String, Double> shortfallByHolding,
    List<HistoryGap> gaps) {
  public SimulationResult {
    shortfallByHolding = Collections.unmodifiableSortedMap(new TreeMap<>(shortfallByHolding));
    gaps = List.copyOf(gaps);
  }

  /** Value at risk of all holdings: the charge is added, as if it came on the worst day. */
  public double valueAtRisk() {
    return simulated.valueAtRisk() + unknownCharge;
  }

  /** Expected shortfall of all holdings, with the charge added likewise. */
  public double expectedShortfall() {
    return simulated.expectedShortfall() + unknownCharge;
  }
}
