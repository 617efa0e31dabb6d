package io.setoff.risk.clearing;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.math.BigDecimal;

/** Bounds of exact decimals: their products stay small enough to be written out. */
final class DecimalBounds {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Require.LARGEST);
  private static final int MOST_DECIMALS = 36;

  private DecimalBounds() {}

  static void check(String field, BigDecimal value) {
    if (value.scale() > MOST_DECIMALS || value.abs().compareTo(LARGEST) > 0) {
      throw new InvalidRiskInputException(
          field,
          "must be between -1e30 and 1e30 with at most "
              + MOST_DECIMALS
              + " decimals, is "
              + value);
    }
  }
}
