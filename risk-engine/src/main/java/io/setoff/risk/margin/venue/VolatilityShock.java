package io.setoff.risk.margin.venue;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.VolShock;

/**
 * How far volatilities move: {@code vol * (1 + range * (30 / days)^power)}.
 *
 * @param rangeUp relative move up at 30 days; 0.5 is half as much again
 * @param rangeDown relative move down at 30 days, subtracted; the result is at least 0
 * @param shortTermPower power up to 30 days to expiry
 * @param longTermPower power beyond 30 days
 * @param floorDays shortest time to expiry that counts, days, above 0
 * @param leastUp least volatility after a move up, per square root of a year
 */
public record VolatilityShock(
    double rangeUp,
    double rangeDown,
    double shortTermPower,
    double longTermPower,
    double floorDays,
    double leastUp) {
  private static final double LARGEST = 100;

  /** The shock of a move that is no skew. */
  VolShock of(VolatilityMove move) {
    return switch (move) {
      case UP -> up();
      case DOWN -> down();
      case NONE, SKEW_LINEAR, SKEW_ABSOLUTE -> new VolShock.Same();
    };
  }

  /** {@code (30 / days)^power}, the same for moves up and down. */
  double multiple(double years) {
    return up().multiple(years);
  }

  /**
   * A volatility after a move that is no skew.
   *
   * @param multiple of the time to expiry
   */
  double moved(double volatility, VolatilityMove move, double multiple) {
    return switch (move) {
      case UP -> Math.max(leastUp, volatility * up().factor(multiple));
      case DOWN -> volatility * down().factor(multiple);
      case NONE, SKEW_LINEAR, SKEW_ABSOLUTE -> volatility;
    };
  }

  private VolShock.Relative up() {
    return new VolShock.Relative(rangeUp, shortTermPower, longTermPower, floorDays, leastUp);
  }

  private VolShock.Relative down() {
    return new VolShock.Relative(-rangeDown, shortTermPower, longTermPower, floorDays, 0);
  }

  void check(String field) {
    Require.within(field + ".range_up", rangeUp, 0, LARGEST);
    Require.within(field + ".range_down", rangeDown, 0, LARGEST);
    Require.within(field + ".short_term_power", shortTermPower, 0, LARGEST);
    Require.within(field + ".long_term_power", longTermPower, 0, LARGEST);
    Require.positive(field + ".floor_days", floorDays);
    Require.within(field + ".least_up", leastUp, 0, LARGEST);
  }
}
