package io.setoff.risk.totals;

import java.math.BigDecimal;

/**
 * One underlying in one group, over all accounts.
 *
 * @param longUnits sum of the positive deltas of legs, units of the underlying
 * @param shortUnits sum of the negative ones, at most 0
 * @param concentration of the accounts' nets
 */
public record UnderlyingTotal(
    BigDecimal longUnits, BigDecimal shortUnits, Concentration concentration) {
  /** Nothing. */
  static final UnderlyingTotal NONE =
      new UnderlyingTotal(BigDecimal.ZERO, BigDecimal.ZERO, Concentration.NONE);

  /** Signed sum of deltas. */
  public BigDecimal net() {
    return longUnits.add(shortUnits);
  }

  /** Sum of absolute deltas of legs. */
  public BigDecimal gross() {
    return longUnits.subtract(shortUnits);
  }

  UnderlyingTotal merge(UnderlyingTotal other) {
    return new UnderlyingTotal(
        longUnits.add(other.longUnits),
        shortUnits.add(other.shortUnits),
        concentration.merge(other.concentration));
  }
}
