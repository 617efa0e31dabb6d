package io.setoff.risk.margin.portfolio.liquidation;

/** Where a health ratio stands. */
public enum HealthState {
  /** Nothing can liquidate it, or its ratio is at or above the band. */
  HEALTHY,
  /** From 1 up to the band. */
  AT_RISK,
  /** Below 1. */
  LIQUIDATABLE,
  /** Its rule, or a price, is not known. */
  UNKNOWN;

  /** Upper end of the band that stops flapping (risk-methodology R12). */
  public static final double BAND = 1.05;

  /** The state of a ratio on its own. */
  public static HealthState of(double ratio) {
    if (ratio < 1) {
      return LIQUIDATABLE;
    }
    return ratio < BAND ? AT_RISK : HEALTHY;
  }

  /**
   * The next state of a watched account: one that was liquidatable stays so until its ratio is back
   * at the band.
   */
  public HealthState next(double ratio) {
    return this == LIQUIDATABLE && ratio < BAND ? LIQUIDATABLE : of(ratio);
  }
}
