package io.setoff.risk.market;

/** What a scenario does to a volatility. */
public sealed interface VolShock {
  /** Days of the year that times to expiry are counted in. */
  double DAYS_PER_YEAR = 365;

  /** Time to expiry at which a move of volatilities is stated, days. */
  double REFERENCE_DAYS = 30;

  /**
   * The shocked volatility, at least 0.
   *
   * @param volatility of the snapshot
   * @param forward shocked forward of the expiry
   * @param strike of the option
   * @param years to expiry
   */
  double apply(double volatility, double forward, double strike, double years);

  /** No change. */
  record Same() implements VolShock {
    @Override
    public double apply(double volatility, double forward, double strike, double years) {
      return volatility;
    }
  }

  /**
   * {@code volatility * max(0, 1 + change * (30 / days)^power)}, at least {@code floor}.
   *
   * <p>Source: Derive, {@code PMRMLib_2._getVolShock}; Deribit's and Paradex's moves have the same
   * form.
   *
   * @param change 0.5 is half as much again, at 30 days
   * @param shortPower power up to 30 days
   * @param longPower power beyond
   * @param floorDays shortest time that counts, days, above 0
   * @param floor least volatility after the shock
   */
  record Relative(
      double change, double shortPower, double longPower, double floorDays, double floor)
      implements VolShock {
    @Override
    public double apply(double volatility, double forward, double strike, double years) {
      return Math.max(floor, volatility * factor(multiple(years)));
    }

    /** {@code (30 / days)^power}. */
    public double multiple(double years) {
      double days = Math.max(years * DAYS_PER_YEAR, floorDays);
      double power = years * DAYS_PER_YEAR <= REFERENCE_DAYS ? shortPower : longPower;
      return power == 0 ? 1 : StrictMath.pow(REFERENCE_DAYS / days, power);
    }

    /** What it multiplies volatilities with, given the multiple of their time to expiry. */
    public double factor(double multiple) {
      return Math.max(0, 1 + change * multiple);
    }

    /** Whether both have the same multiple at every time. */
    public boolean sameMultiple(Relative other) {
      return shortPower == other.shortPower
          && longPower == other.longPower
          && floorDays == other.floorDays;
    }
  }

  /**
   * {@code volatility * exp(parallel + term * (30 / days)^power)}: what a simulation does to the
   * volatilities of all expiries at once.
   *
   * @param parallel change of the logarithm, the same for every expiry
   * @param term change of the logarithm at 30 days
   * @param power how much more short expiries move than long ones
   * @param floorDays shortest time that counts, days, above 0
   */
  record Exponential(double parallel, double term, double power, double floorDays)
      implements VolShock {
    @Override
    public double apply(double volatility, double forward, double strike, double years) {
      return volatility * factor(multiple(years));
    }

    /** {@code (30 / days)^power} of an expiry; 1 at 30 days. */
    public double multiple(double years) {
      double days = Math.max(years * DAYS_PER_YEAR, floorDays);
      return StrictMath.pow(REFERENCE_DAYS / days, power);
    }

    /** What it multiplies volatilities with, given the multiple of their time to expiry. */
    public double factor(double multiple) {
      return StrictMath.exp(parallel + term * multiple);
    }

    /** Whether both have the same multiple at every time. */
    public boolean sameMultiple(Exponential other) {
      return power == other.power && floorDays == other.floorDays;
    }
  }
}
