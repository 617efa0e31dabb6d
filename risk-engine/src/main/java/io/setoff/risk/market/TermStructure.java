package io.setoff.risk.market;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Total variance between expiries.
 *
 * <p>Between two expiries total variance {@code sigma^2 T} is a straight line in time, so that no
 * forward variance is negative when total variance grows with time (Gatheral, The Volatility
 * Surface, 2006, chapter 3). Before the first and after the last the volatility is that of the
 * nearest.
 */
final class TermStructure {
  private TermStructure() {}

  /**
   * Volatility at {@code years}.
   *
   * @param slices by time, at least one
   * @param variance total variance of a slice at the option's strike
   */
  static <S extends Slice> double volatility(
      List<S> slices, double years, ToDoubleFunction<S> variance) {
    S first = slices.getFirst();
    S last = slices.getLast();
    if (years <= first.years()) {
      return Math.sqrt(variance.applyAsDouble(first) / first.years());
    }
    if (years >= last.years()) {
      return Math.sqrt(variance.applyAsDouble(last) / last.years());
    }
    int at = 1;
    while (slices.get(at).years() < years) {
      at++;
    }
    S before = slices.get(at - 1);
    S after = slices.get(at);
    double share = (years - before.years()) / (after.years() - before.years());
    double low = variance.applyAsDouble(before);
    double high = variance.applyAsDouble(after);
    return Math.sqrt((low + share * (high - low)) / years);
  }

  static boolean covers(List<? extends Slice> slices, double years) {
    return years >= slices.getFirst().years() && years <= slices.getLast().years();
  }

  /** What a surface knows of one expiry. */
  interface Slice {
    /** Years to the expiry, above 0. */
    double years();
  }
}
