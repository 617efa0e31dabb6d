package io.setoff.risk.totals;

import java.math.BigDecimal;

/**
 * An amount that comes to the market; positive is sold, negative is bought.
 *
 * @param units of the underlying
 * @param usd at the prices of the liquidation
 */
public record Flow(BigDecimal units, BigDecimal usd) {
  Flow plus(Flow other) {
    return new Flow(units.add(other.units), usd.add(other.usd));
  }
}
