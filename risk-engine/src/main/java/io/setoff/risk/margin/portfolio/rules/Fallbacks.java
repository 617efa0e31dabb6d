package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;

/**
 * What is assumed of a market that is not known. Each use is reported as a gap. The values are
 * meant to be worse than what would be measured.
 *
 * @param dailyVolatility standard deviation of a day's log return, above 0
 * @param daysToClose days to close a position when no volume is known, at least 1
 * @param halfSpread relative to spot
 * @param forwardError by how much a forward that is not known may differ from spot, relative
 * @param volatilityError by how much the volatility of an option outside of what is quoted may
 *     differ from the nearest quote, relative
 * @param shortfallDeviations expected shortfall in daily volatilities where there is no simulation:
 *     scenarios with a smaller move are scaled up to it
 * @param venue terms of a venue of which nothing is said
 */
public record Fallbacks(
    double dailyVolatility,
    double daysToClose,
    double halfSpread,
    double forwardError,
    double volatilityError,
    double shortfallDeviations,
    VenueTerms venue) {
  /** A quarter of the volatility: the usual error of one that is not quoted. */
  public static final double USUAL_VOLATILITY_ERROR = 0.25;

  private static final double LARGEST = 1000;

  /** Fallbacks with the usual error of volatilities. */
  public Fallbacks(
      double dailyVolatility,
      double daysToClose,
      double halfSpread,
      double forwardError,
      double shortfallDeviations,
      VenueTerms venue) {
    this(
        dailyVolatility,
        daysToClose,
        halfSpread,
        forwardError,
        USUAL_VOLATILITY_ERROR,
        shortfallDeviations,
        venue);
  }

  void check(String field) {
    Require.positive(field + ".daily_volatility", dailyVolatility);
    Require.within(field + ".daily_volatility", dailyVolatility, 0, LARGEST);
    Require.within(field + ".days_to_close", daysToClose, 1, LARGEST);
    Require.within(field + ".half_spread", halfSpread, 0, 1);
    Require.within(field + ".forward_error", forwardError, 0, 1);
    Require.within(field + ".volatility_error", volatilityError, 0, 1);
    Require.within(field + ".shortfall_deviations", shortfallDeviations, 0, LARGEST);
    venue.check(field + ".venue");
  }
}
