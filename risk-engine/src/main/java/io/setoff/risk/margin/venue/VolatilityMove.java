package io.setoff.risk.margin.venue;

/** What a scenario does to the volatilities of an underlying. */
public enum VolatilityMove {
  /** Up by the model's range, more for short times to expiry. */
  UP,
  /** No change. */
  NONE,
  /** Down by the model's range, more for short times to expiry. */
  DOWN,
  /** Tilts the smile: strikes above the forward up, below down; each expiry counts as a loss. */
  SKEW_LINEAR,
  /** Lifts both wings of the smile; each expiry counts as a loss. */
  SKEW_ABSOLUTE;

  /** Whether the move depends on the strike. */
  public boolean isSkew() {
    return this == SKEW_LINEAR || this == SKEW_ABSOLUTE;
  }
}
