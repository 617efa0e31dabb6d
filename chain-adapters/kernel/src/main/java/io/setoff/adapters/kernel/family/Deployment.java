package io.setoff.adapters.kernel.family;

import io.setoff.model.VenueId;

/**
 * A configured deployment of a protocol.
 *
 * @param venue its chain, its family and its name
 * @param values under its family's keys
 */
public record Deployment(VenueId venue, ConfigValues values) {}
