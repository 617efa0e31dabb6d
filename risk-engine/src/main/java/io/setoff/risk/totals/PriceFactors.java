package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prices after a move, relative to now.
 *
 * @param factors at least 0; 1 for what is not there
 */
public record PriceFactors(SortedMap<UnderlyingId, BigDecimal> factors) {
  /** Prices as they are. */
  public static final PriceFactors NOW = new PriceFactors(new TreeMap<>());

  /** Copies, and refuses a negative price. */
  public PriceFactors {
    factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    factors.forEach(
        (underlying, factor) -> {
          if (factor.signum() < 0) {
            throw new IllegalArgumentException(underlying + " cannot cost less than nothing");
          }
        });
  }

  /** The factor of an underlying. */
  public BigDecimal of(UnderlyingId underlying) {
    return factors.getOrDefault(underlying, BigDecimal.ONE);
  }
}
