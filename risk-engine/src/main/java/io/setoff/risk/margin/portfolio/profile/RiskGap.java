package io.setoff.risk.margin.portfolio.profile;

import java.util.Comparator;

/**
 * Something that is not known and made the requirement larger.
 *
 * @param kind what is missing
 * @param subject underlying, venue or holding
 */
public record RiskGap(Kind kind, String subject) implements Comparable<RiskGap> {
  private static final Comparator<RiskGap> ORDER =
      Comparator.comparing(RiskGap::kind).thenComparing(RiskGap::subject);

  /** What is missing, and what is done about it. */
  public enum Kind {
    /**
     * A holding whose underlying has no price: it is in no number, the result is not complete, and
     * its account gets no benefit from any other.
     */
    UNPRICED,
    /**
     * An option without volatilities: a long one counts as worthless, a short one as its highest
     * possible loss.
     */
    VOLATILITIES,
    /**
     * A quote of the volatility of an option so far from the money or in time: that of the nearest
     * quote, and what a different one would change.
     */
    VOLATILITY_QUOTE,
    /** A forward: spot instead, and an add-on. */
    FORWARD,
    /** Daily volatility: the fallback. */
    DAILY_VOLATILITY,
    /** Daily volume: the fallback's days to close. */
    DAILY_VOLUME,
    /** Half spread: the fallback. */
    HALF_SPREAD,
    /** Basis and withdrawal delay of a venue: the fallback. */
    VENUE_TERMS,
    /** Correlation of two underlyings: they are taken to lose together. */
    CORRELATION,
    /** A correlation that cannot be, beside the others: the nearest that can. */
    IMPOSSIBLE_CORRELATION,
    /** A history that is split, flat, absurd, stale or short: its underlying is not simulated. */
    HISTORY,
    /** Volatilities that somebody could make money of without risk: they are taken as quoted. */
    VOLATILITY_ARBITRAGE,
    /** An underlying in a simulation: its worst scenario is added to the expected shortfall. */
    SIMULATION_COVERAGE,
    /** Age and finality of an account: it gets no benefit from any other. */
    ACCOUNT_STATE,
    /** Any simulation: losses of different underlyings are added up. */
    SIMULATION,
    /** When its venue liquidates an account: no distance is given. */
    LIQUIDATION_RULE
  }

  @Override
  public int compareTo(RiskGap other) {
    return ORDER.compare(this, other);
  }
}
