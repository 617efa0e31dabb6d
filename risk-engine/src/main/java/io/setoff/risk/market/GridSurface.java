package io.setoff.risk.market;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Quoted volatilities of some strikes of some expiries. Between strikes and between expiries total
 * variance is a straight line; beyond the outer ones the volatility is that of the nearest, and
 * {@link #covers} is false.
 *
 * @param axis what the points of a smile are
 * @param smiles by time to expiry
 * @param observation where the quotes are from
 */
public record GridSurface(Axis axis, List<Smile> smiles, Observation observation)
    implements VolSurface {

  /** What the points of a smile are. */
  public enum Axis {
    /** USD. */
    STRIKE,
    /** {@code ln(strike / forward)}. */
    LOG_MONEYNESS
  }

  public GridSurface {
    smiles = List.copyOf(smiles);
  }

  @Override
  public double volatility(double forward, double strike, double years) {
    double point = point(forward, strike);
    return TermStructure.volatility(smiles, years, smile -> smile.variance(point));
  }

  @Override
  public boolean covers(double forward, double strike, double years) {
    double point = point(forward, strike);
    return TermStructure.covers(smiles, years)
        && smiles.stream()
            .allMatch(smile -> point >= smile.points.getFirst() && point <= smile.points.getLast());
  }

  @Override
  public Optional<Observation> source() {
    return Optional.of(observation);
  }

  @Override
  public Optional<String> arbitrage(DoubleUnaryOperator forward) {
    return new GridArbitrage(this, forward).find();
  }

  private double point(double forward, double strike) {
    return axis == Axis.STRIKE ? strike : StrictMath.log(strike / forward);
  }

  @Override
  public void check(String field) {
    Require.that(!smiles.isEmpty(), field + ".smiles", "must have at least one smile");
    for (int i = 0; i < smiles.size(); i++) {
      String path = field + ".smiles[" + i + "]";
      smiles.get(i).check(path);
      Require.that(
          i == 0 || smiles.get(i).years() > smiles.get(i - 1).years(),
          path + ".years",
          "must be after the one before");
    }
  }

  /**
   * The quotes of one expiry.
   *
   * @param years to expiry, above 0
   * @param points strikes or log-moneynesses, rising
   * @param volatilities one per point
   */
  public record Smile(double years, List<Double> points, List<Double> volatilities)
      implements TermStructure.Slice {
    public Smile {
      points = List.copyOf(points);
      volatilities = List.copyOf(volatilities);
    }

    double variance(double point) {
      DoubleUnaryOperator total = volatility -> volatility * volatility * years;
      int after = 0;
      while (after < points.size() && points.get(after) < point) {
        after++;
      }
      if (after == 0) {
        return total.applyAsDouble(volatilities.getFirst());
      }
      if (after == points.size()) {
        return total.applyAsDouble(volatilities.getLast());
      }
      double from = points.get(after - 1);
      double share = (point - from) / (points.get(after) - from);
      double low = total.applyAsDouble(volatilities.get(after - 1));
      double high = total.applyAsDouble(volatilities.get(after));
      return low + share * (high - low);
    }

    private void check(String field) {
      Require.positive(field + ".years", years);
      Require.that(!points.isEmpty(), field + ".points", "must have at least one point");
      Require.that(
          points.size() == volatilities.size(),
          field + ".volatilities",
          "must be as many as points: " + volatilities.size() + " for " + points.size());
      for (int i = 0; i < points.size(); i++) {
        Require.finite(field + ".points[" + i + "]", points.get(i));
        Require.notNegative(field + ".volatilities[" + i + "]", volatilities.get(i));
        Require.that(
            i == 0 || points.get(i) > points.get(i - 1),
            field + ".points[" + i + "]",
            "must be above the one before");
      }
    }
  }
}
