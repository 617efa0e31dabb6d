package io.setoff.risk.exposure;

import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Exposure to one underlying.
 *
 * @param underlying the underlying
 * @param net signed sum of deltas, units of the underlying
 * @param gross sum of the absolute deltas of the legs
 * @param price empty when unpriced
 * @param byVenue per venue and position kind
 * @param basis what the netting took for granted
 */
public record UnderlyingExposure(
    UnderlyingId underlying,
    BigDecimal net,
    BigDecimal gross,
    Optional<Price> price,
    List<VenueExposure> byVenue,
    List<BasisResidual> basis) {

  public UnderlyingExposure {
    byVenue = List.copyOf(byVenue);
    basis = List.copyOf(basis);
  }

  public Optional<BigDecimal> netUsd() {
    return price.map(p -> net.multiply(p.px()));
  }

  public Optional<BigDecimal> grossUsd() {
    return price.map(p -> gross.multiply(p.px()));
  }

  /** 1 - |net| / gross; empty when gross is 0. */
  public Optional<BigDecimal> offsetRatio() {
    return Exposure.offsetRatio(net.abs(), gross);
  }
}
