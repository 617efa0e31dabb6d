package io.setoff.risk.exposure;

import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import java.math.BigDecimal;
import java.util.List;

/**
 * A venue's part of an exposure.
 *
 * @param venue where
 * @param kind of the positions
 * @param longUnits sum of positive deltas
 * @param shortUnits sum of negative deltas
 * @param positionIds the positions
 */
public record VenueExposure(
    VenueId venue,
    PositionKind kind,
    BigDecimal longUnits,
    BigDecimal shortUnits,
    List<String> positionIds) {
  public VenueExposure {
    positionIds = List.copyOf(positionIds);
  }

  public BigDecimal net() {
    return longUnits.add(shortUnits);
  }
}
