package io.setoff.risk.margin.portfolio.requirement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The same book three ways. {@code gross >= stand-alone accounts >= net per set >= net of all}.
 *
 * @param gross every holding alone
 * @param accounts every account alone
 * @param perSet every netting set alone
 * @param all as if everything could be netted
 * @param sets requirement of each netting set, by its id; they add up to {@code perSet}
 * @param equity USD value of everything that has a price
 */
public record RequirementTotals(
    Requirement gross,
    Requirement accounts,
    Requirement perSet,
    Requirement all,
    SortedMap<String, Requirement> sets,
    double equity) {
  public RequirementTotals {
    sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
  }

  /** Equity beyond what is required when only agreements count; negative is a shortfall. */
  public double excess() {
    return equity - perSet.total();
  }
}
