package io.setoff.gateway.portfolio;

import io.setoff.model.VenueId;

/**
 * How well a venue could be read.
 *
 * @param reason one sentence for people; empty when OK
 */
public record Coverage(VenueId venue, State state, String reason) {

  /** How well. */
  public enum State {
    OK,
    /** Answers, but something of it is old or missing. */
    DEGRADED,
    /** No usable answer. */
    FAILED,
    /** Not asked. */
    SKIPPED
  }
}
