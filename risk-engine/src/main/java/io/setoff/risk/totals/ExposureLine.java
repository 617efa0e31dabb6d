package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigDecimal;

/**
 * One leg of an account.
 *
 * @param venue where
 * @param nettingSet the agreement that it is in
 * @param underlying what it counts as, under the policy of the totals
 * @param delta signed, units of the underlying
 */
public record ExposureLine(
    VenueId venue, String nettingSet, UnderlyingId underlying, BigDecimal delta) {}
