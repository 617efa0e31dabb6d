package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A book after one liquidation.
 *
 * @param rest what is left of it
 * @param repaidUsd debt that is repaid, or size that is closed, USD at the prices of the
 *     liquidation, at least 0
 * @param sold what comes to the market, by underlying; positive is sold, negative is bought
 */
record Liquidated(MarginedBook rest, BigDecimal repaidUsd, SortedMap<UnderlyingId, Flow> sold) {
  Liquidated {
    sold = Collections.unmodifiableSortedMap(new TreeMap<>(sold));
  }
}
