package io.setoff.risk.exposure;

import io.setoff.model.Leg;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A leg with what it is worth.
 *
 * @param leg the leg
 * @param node the node of the identity graph that its asset, or its instrument's underlying, is
 * @param delta signed d(value) / d(price of the node), units of the node; empty when unknown and on
 *     a leg with components
 * @param price of the node
 * @param valueUsd signed; empty when unknown, and for a NOTIONAL leg
 * @param lookThrough its components
 */
public record ValuedLeg(
    Leg leg,
    UnderlyingId node,
    Optional<BigDecimal> delta,
    Optional<Price> price,
    Optional<BigDecimal> valueUsd,
    List<ValuedLeg> lookThrough) {
  public ValuedLeg {
    lookThrough = List.copyOf(lookThrough);
  }

  /** The legs that netting counts: this one, or its components. */
  public List<ValuedLeg> leaves() {
    return lookThrough.isEmpty() ? List.of(this) : lookThrough;
  }
}
