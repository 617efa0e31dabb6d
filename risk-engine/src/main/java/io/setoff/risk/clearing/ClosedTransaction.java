package io.setoff.risk.clearing;

import io.setoff.risk.input.Require;
import java.math.BigDecimal;

/**
 * A transaction that ends. An amount that was due and is unpaid is a quantity at price 1.
 *
 * @param id unique; results name it
 * @param agreement id of the agreement that it is under
 * @param quantity signed units from the party's point of view: long or due to it positive
 * @param price close-out price of one unit, of any sign
 * @param currency of the price
 */
public record ClosedTransaction(
    String id, String agreement, BigDecimal quantity, BigDecimal price, String currency) {
  void check(String field) {
    Require.that(!id.isBlank(), field + ".id", "must not be empty");
    DecimalBounds.check(field + ".quantity", quantity);
    DecimalBounds.check(field + ".price", price);
    Require.that(!currency.isBlank(), field + ".currency", "must not be empty");
  }
}
