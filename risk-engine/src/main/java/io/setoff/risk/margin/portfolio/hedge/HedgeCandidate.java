package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;

/**
 * Something that could be traded.
 *
 * @param holding what it would be, where; its quantity is ignored
 * @param largest most units that may be bought or sold, above 0
 * @param costPerUnit USD to trade one unit: half spread and fees
 * @param lot quantities are whole multiples of it; 0 for any quantity
 */
public record HedgeCandidate(Holding holding, double largest, double costPerUnit, double lot) {

  /** Throws when a number cannot be used; {@code field} is the path of this candidate. */
  public void check(String field) {
    holding.withQuantity(1).check(field + ".holding");
    Require.positive(field + ".largest", largest);
    Require.notNegative(field + ".cost_per_unit", costPerUnit);
    Require.notNegative(field + ".lot", lot);
  }

  /** USD to trade a quantity. */
  double cost(double quantity) {
    return Math.abs(quantity) * costPerUnit;
  }

  /** A quantity that may be traded: within the limit, rounded towards 0 to whole lots. */
  double tradable(double quantity) {
    double limited = Math.max(-largest, Math.min(largest, quantity));
    if (lot == 0) {
      return limited;
    }
    double lots = Math.floor(Math.abs(limited) / lot);
    return Math.copySign(lots * lot, limited) + 0.0;
  }
}
