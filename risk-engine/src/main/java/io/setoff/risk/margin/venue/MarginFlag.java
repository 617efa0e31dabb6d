package io.setoff.risk.margin.venue;

/**
 * Something that a margin does not know, or counts otherwise than usual. Each makes the margin
 * larger, never smaller.
 *
 * @param kind what it is
 * @param subject id of a holding, or an underlying
 * @param detail one sentence for people
 */
public record MarginFlag(Kind kind, String subject, String detail) {

  /** What a margin does not know. */
  public enum Kind {
    /**
     * No volatility of an option. Held, it is worth nothing in any scenario. Owed, it is worth its
     * intrinsic value now and the most that it can be worth in every scenario: a call the forward,
     * a put its strike.
     */
    VOLATILITY_MISSING,
    /** No forward of an option's expiry: as without volatility, with spot as its forward. */
    FORWARD_MISSING,
    /** An option at its expiry and not settled: worth its intrinsic value at the forward. */
    EXPIRED,
    /** What the rules ask for is below nothing; the requirement is 0. */
    FLOORED
  }
}
