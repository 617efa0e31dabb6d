package io.setoff.risk.totals;

import java.math.BigDecimal;

/**
 * What a lending market owes its suppliers and is owed by its borrowers, in one underlying.
 *
 * @param supplied its liabilities, units, at least 0
 * @param owed its claims, units, at least 0
 */
public record ReserveTotal(BigDecimal supplied, BigDecimal owed) {
  /** What it must have in cash to cover its liabilities, beside its claims; signed. */
  public BigDecimal cashDue() {
    return supplied.subtract(owed);
  }

  ReserveTotal merge(ReserveTotal other) {
    return new ReserveTotal(supplied.add(other.supplied), owed.add(other.owed));
  }
}
