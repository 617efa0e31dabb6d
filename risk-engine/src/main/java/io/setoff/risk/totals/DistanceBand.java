package io.setoff.risk.totals;

import java.math.BigDecimal;

/**
 * How far an account is from liquidation: the relative fall of all that secures it against all that
 * it owes, at which its venue may liquidate it.
 */
public enum DistanceBand {
  /** It may be liquidated now. */
  LIQUIDATABLE("0"),
  UNDER_5_PERCENT("0.05"),
  UNDER_10_PERCENT("0.1"),
  UNDER_20_PERCENT("0.2"),
  UNDER_50_PERCENT("0.5"),
  /** 50 % or more. */
  BEYOND("1"),
  /** A price, or the venue's own figures, are not known. */
  UNKNOWN("1");

  private final BigDecimal end;

  DistanceBand(String end) {
    this.end = new BigDecimal(end);
  }

  /**
   * The band of a distance that is a fraction.
   *
   * @param spare numerator: what can be lost; negative when it may be liquidated now
   * @param whole denominator: what a fall of 1 would take, at least 0
   */
  static DistanceBand of(BigDecimal spare, BigDecimal whole) {
    if (spare.signum() < 0) {
      return LIQUIDATABLE;
    }
    for (DistanceBand band : values()) {
      if (band != LIQUIDATABLE && spare.compareTo(whole.multiply(band.end)) < 0) {
        return band;
      }
    }
    return BEYOND;
  }
}
