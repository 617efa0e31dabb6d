package io.setoff.risk.market;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Black volatilities of one underlying at one moment. */
public sealed interface VolSurface permits VolSurface.Flat, SviSurface, GridSurface {

  /**
   * Volatility per square root of a year; 0.8 is 80 %.
   *
   * @param forward of the expiry, USD, above 0
   * @param strike USD, at least 0
   * @param years to expiry, at least 0
   */
  double volatility(double forward, double strike, double years);

  /**
   * Whether the volatility lies between quotes; where it does not it is that of the nearest quote,
   * and whoever uses it says so.
   */
  boolean covers(double forward, double strike, double years);

  /** Where it is from; empty when it was made up. */
  default Optional<Observation> source() {
    return Optional.empty();
  }

  /**
   * How somebody could make money of what is quoted without risk, in words; empty when nobody can,
   * and where {@link #check} refuses it.
   *
   * @param forward of a time in years, USD
   */
  default Optional<String> arbitrage(DoubleUnaryOperator forward) {
    return Optional.empty();
  }

  /** Throws when a number cannot be used; {@code field} is the path of this surface. */
  void check(String field);

  /** The same volatility everywhere. */
  record Flat(double volatility) implements VolSurface {
    @Override
    public double volatility(double forward, double strike, double years) {
      return volatility;
    }

    @Override
    public boolean covers(double forward, double strike, double years) {
      return true;
    }

    @Override
    public void check(String field) {
      Require.notNegative(field + ".volatility", volatility);
    }
  }
}
