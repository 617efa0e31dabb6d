package io.setoff.gateway.config;

import java.time.Duration;

/**
 * What accounts of strangers may cost: each has reads of its own at every block.
 *
 * @param accounts most of a chain that are read because somebody asked for them; those of the
 *     configuration do not count
 * @param keep how long an account is read after it was asked for last
 */
public record TrackingLimits(int accounts, Duration keep) {
  public static final TrackingLimits USUAL = new TrackingLimits(1_000, Duration.ofHours(1));
}
