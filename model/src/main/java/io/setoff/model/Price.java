package io.setoff.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One observed price.
 *
 * @param underlying what it prices
 * @param px USD per unit, positive
 * @param source who stated it
 * @param observedAt when the source says it was true
 * @param kind how it was made
 */
public record Price(
    UnderlyingId underlying, BigDecimal px, String source, Instant observedAt, Kind kind) {

  /** How a price was made. */
  public enum Kind {
    ORACLE,
    MARK,
    INDEX,
    MID,
    /** One by definition. */
    NUMERAIRE
  }

  /** Refuses a price that is not positive. */
  public Price {
    if (px.signum() <= 0) {
      throw new IllegalArgumentException("a price is positive: " + px + " for " + underlying);
    }
  }
}
