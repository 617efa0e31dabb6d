package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;
import java.time.Duration;

/**
 * What a hedge at a venue costs because its margin is not elsewhere.
 *
 * @param basisRate by how much its price may part from the others', 0.01 is 1 %
 * @param withdrawalDelay until margin that leaves it can be used elsewhere, bridges included
 */
public record VenueTerms(double basisRate, Duration withdrawalDelay) {
  private static final double SECONDS_PER_DAY = 86_400;

  /** The delay in days. */
  public double delayDays() {
    return withdrawalDelay.toSeconds() / SECONDS_PER_DAY;
  }

  void check(String field) {
    Require.within(field + ".basis_rate", basisRate, 0, 1);
    Require.that(
        !withdrawalDelay.isNegative(),
        field + ".withdrawal_delay",
        "must not be negative, is " + withdrawalDelay);
  }
}
