package io.setoff.risk.market;

import io.setoff.risk.market.GridSurface.Axis;
import io.setoff.risk.market.GridSurface.Smile;
import io.setoff.risk.math.Normal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds quotes that somebody could make money of without risk: a total variance that falls with
 * time (calendar), or calls whose prices are not convex in the strike (butterfly), at the quoted
 * points.
 *
 * <p>Source: Gatheral and Jacquier, Arbitrage-free SVI volatility surfaces, Quantitative Finance 14
 * (2014) 59-71, definitions 2.2 and 2.3.
 */
final class GridArbitrage {
  /** Of a total variance, and of the slope of a call's price. */
  private static final double ROUNDING = 1e-9;

  private final GridSurface surface;
  private final DoubleUnaryOperator forward;

  /**
   * Of a surface.
   *
   * @param forward of a time in years, USD
   */
  GridArbitrage(GridSurface surface, DoubleUnaryOperator forward) {
    this.surface = surface;
    this.forward = forward;
  }

  /** The first that is found, as words. */
  Optional<String> find() {
    List<Smile> smiles = surface.smiles();
    for (int i = 0; i < smiles.size(); i++) {
      Optional<String> found = butterfly(smiles.get(i));
      if (found.isEmpty() && i > 0) {
        found = calendar(smiles.get(i - 1), smiles.get(i));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> calendar(Smile before, Smile after) {
    TreeSet<Double> points = new TreeSet<>(before.points());
    points.addAll(after.points());
    double low = Math.max(before.points().getFirst(), after.points().getFirst());
    double high = Math.min(before.points().getLast(), after.points().getLast());
    return points.stream()
        .filter(point -> point >= low && point <= high)
        .filter(point -> after.variance(point) < before.variance(point) - ROUNDING)
        .findFirst()
        .map(
            point ->
                "total variance falls from %s to %s years at %s"
                    .formatted(before.years(), after.years(), point));
  }

  private Optional<String> butterfly(Smile smile) {
    double strikeBefore = 0;
    double callBefore = 1;
    double slopeBefore = -1;
    for (double point : smile.points()) {
      double strike = strike(smile, point);
      double call = call(strike, smile.variance(point));
      double slope = strike > strikeBefore ? (call - callBefore) / (strike - strikeBefore) : -1;
      if (slope < slopeBefore - ROUNDING || slope > ROUNDING) {
        return Optional.of(
            "calls are not convex in the strike at %s and %s years"
                .formatted(point, smile.years()));
      }
      strikeBefore = strike;
      callBefore = call;
      slopeBefore = slope;
    }
    return Optional.empty();
  }

  /** In units of the forward. */
  private double strike(Smile smile, double point) {
    return surface.axis() == Axis.STRIKE
        ? point / forward.applyAsDouble(smile.years())
        : StrictMath.exp(point);
  }

  /** Black's price of a call on a forward of 1, undiscounted. */
  private static double call(double strike, double totalVariance) {
    double deviation = Math.sqrt(totalVariance);
    if (deviation == 0 || strike == 0) {
      return Math.max(0, 1 - strike);
    }
    double above = -StrictMath.log(strike) / deviation + deviation / 2;
    return Normal.cdf(above) - strike * Normal.cdf(above - deviation);
  }
}
