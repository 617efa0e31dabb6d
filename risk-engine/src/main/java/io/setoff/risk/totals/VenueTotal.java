package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A venue that can liquidate accounts.
 *
 * @param bands accounts that owe something, by distance to liquidation
 * @param reserves of a lending market, by underlying
 * @param shortfallUsd debt above its account's collateral: claims that no liquidation can cover
 */
public record VenueTotal(
    SortedMap<DistanceBand, BandTotal> bands,
    SortedMap<UnderlyingId, ReserveTotal> reserves,
    BigDecimal shortfallUsd) {
  /** Nothing. */
  static final VenueTotal NONE = new VenueTotal(new TreeMap<>(), new TreeMap<>(), BigDecimal.ZERO);

  public VenueTotal {
    bands = Collections.unmodifiableSortedMap(new TreeMap<>(bands));
    reserves = Collections.unmodifiableSortedMap(new TreeMap<>(reserves));
  }
}
