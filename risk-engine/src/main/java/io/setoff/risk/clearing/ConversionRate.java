package io.setoff.risk.clearing;

import io.setoff.risk.input.Require;
import java.math.BigDecimal;

/**
 * What one unit of a currency is worth in another at close-out.
 *
 * @param from the currency that is converted
 * @param to the currency of an agreement
 * @param rate units of {@code to} per unit of {@code from}, above 0
 */
public record ConversionRate(String from, String to, BigDecimal rate) {
  void check(String field) {
    DecimalBounds.check(field + ".rate", rate);
    Require.that(rate.signum() > 0, field + ".rate", "must be greater than 0, is " + rate);
    Require.that(!from.equals(to), field + ".to", "must not be the currency itself, is " + to);
  }
}
