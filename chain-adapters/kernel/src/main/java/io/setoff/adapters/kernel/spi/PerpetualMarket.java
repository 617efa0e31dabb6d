package io.setoff.adapters.kernel.spi;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;

/**
 * A market of perpetual futures.
 *
 * @param venue where it is traded
 * @param underlying what it follows
 */
public record PerpetualMarket(VenueId venue, UnderlyingId underlying) {}
