package io.setoff.model;

import java.math.BigDecimal;

/** The one text form of a decimal: no exponent, no trailing zero, no {@code -0}. */
public final class Decimals {
  private Decimals() {}

  /** {@code -?(0|[1-9]\d*)(\.\d*[1-9])?} */
  public static String canonical(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
