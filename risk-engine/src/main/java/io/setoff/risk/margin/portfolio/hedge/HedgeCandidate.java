package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Something that could be traded.
 *
 * @param holding what it would be, where; its quantity is ignored
 * @param largest most units that may be bought or sold, above 0
 * @param costPerUnit USD to trade one unit: half spread and fees
 * @param lot quantities are whole multiples of it; 0 for any quantity
 */
public record HedgeCandidate(Holding holding, double largest, double costPerUnit, double lot) {
  /** A search ends within a few units of the last digit of a double: 20.299999999999997 is 20.3. */
  private static final MathContext FOUND = new MathContext(12);

  /** Throws when a number cannot be used; {@code field} is the path of this candidate. */
  public void check(String field) {
    holding.withQuantity(1).check(() -> field + ".holding");
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
    return lot == 0 ? limited : wholeLots(limited).doubleValue();
  }

  /** In decimals: 203 lots of 0.1 are 20.3. */
  private BigDecimal wholeLots(double quantity) {
    BigDecimal step = BigDecimal.valueOf(lot);
    BigDecimal lots = new BigDecimal(quantity, FOUND).divideToIntegralValue(step);
    BigDecimal whole = lots.multiply(step);
    return whole.abs().compareTo(BigDecimal.valueOf(largest)) > 0
        ? whole.subtract(step.multiply(BigDecimal.valueOf(lots.signum())))
        : whole;
  }
}
