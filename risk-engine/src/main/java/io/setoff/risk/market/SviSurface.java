package io.setoff.risk.market;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import java.util.List;
import java.util.Optional;

/**
 * An SVI slice per expiry; between expiries total variance is a straight line in time at the same
 * log-moneyness. Beyond the first and last expiry, and beyond strikes of 5 % and 2,000 % of the
 * forward, volatility is flat.
 *
 * @param slices by time to expiry
 * @param observation where the slices are from
 */
public record SviSurface(List<SviSlice> slices, Observation observation) implements VolSurface {
  private static final int GRID = 600;
  private static final double ROUNDING = 1e-9;

  public SviSurface {
    slices = List.copyOf(slices);
  }

  @Override
  public double volatility(double forward, double strike, double years) {
    double k = StrictMath.log(strike / forward);
    return TermStructure.volatility(slices, years, slice -> slice.variance(k));
  }

  @Override
  public boolean covers(double forward, double strike, double years) {
    return TermStructure.covers(slices, years)
        && Math.abs(StrictMath.log(strike / forward)) <= SviSlice.FAR;
  }

  @Override
  public Optional<Observation> source() {
    return Optional.of(observation);
  }

  /**
   * Throws when a number cannot be used or options priced with it could be arbitraged: a total
   * variance that is not above 0, wings steeper than Lee's bound, a negative density (butterfly), a
   * total variance that falls with time (calendar); the last two at 601 strikes.
   */
  @Override
  public void check(String field) {
    Require.that(!slices.isEmpty(), field + ".slices", "must have at least one slice");
    for (int i = 0; i < slices.size(); i++) {
      String path = field + ".slices[" + i + "]";
      slices.get(i).check(path);
      if (i > 0) {
        checkCalendar(path, slices.get(i - 1), slices.get(i));
      }
    }
  }

  private static void checkCalendar(String field, SviSlice before, SviSlice after) {
    Require.that(after.years() > before.years(), field + ".years", "must be after the one before");
    for (int i = 0; i <= GRID; i++) {
      double k = -SviSlice.FAR + 2 * SviSlice.FAR * i / GRID;
      Require.that(
          after.variance(k) >= before.variance(k) - ROUNDING,
          field,
          "must be free of calendar arbitrage, is not at k = " + k);
    }
  }
}
