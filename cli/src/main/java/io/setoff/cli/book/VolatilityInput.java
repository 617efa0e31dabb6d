package io.setoff.cli.book;

import io.setoff.risk.market.GridSurface;
import io.setoff.risk.market.GridSurface.Axis;
import io.setoff.risk.market.SviSlice;
import io.setoff.risk.market.SviSurface;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolSurface;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** Volatilities of an underlying's options, by expiry. */
public sealed interface VolatilityInput {

  /**
   * The surface.
   *
   * @param years time to an expiry
   */
  VolSurface surface(ToDoubleFunction<Instant> years, Observation observation);

  /** The expiries that it states, in order. */
  default Set<Instant> times() {
    return Set.of();
  }

  /** The same everywhere. */
  record Flat(double volatility) implements VolatilityInput {
    @Override
    public VolSurface surface(ToDoubleFunction<Instant> years, Observation observation) {
      return new VolSurface.Flat(volatility);
    }
  }

  /** See {@link SviSurface}. */
  record Svi(SortedMap<Instant, Parameters> expiries) implements VolatilityInput {

    /** See {@link SviSlice}. */
    public record Parameters(double a, double b, double rho, double m, double sigma) {}

    @Override
    public Set<Instant> times() {
      return expiries.keySet();
    }

    @Override
    public VolSurface surface(ToDoubleFunction<Instant> years, Observation observation) {
      List<SviSlice> slices =
          expiries.entrySet().stream()
              .map(entry -> slice(years.applyAsDouble(entry.getKey()), entry.getValue()))
              .toList();
      return new SviSurface(slices, observation);
    }

    private static SviSlice slice(double years, Parameters p) {
      return new SviSlice(years, p.a, p.b, p.rho, p.m, p.sigma);
    }
  }

  /** See {@link GridSurface}. */
  record Grid(Axis axis, SortedMap<Instant, Smile> expiries) implements VolatilityInput {

    /** See {@link GridSurface.Smile}. */
    public record Smile(List<Double> points, List<Double> volatilities) {}

    @Override
    public Set<Instant> times() {
      return expiries.keySet();
    }

    @Override
    public VolSurface surface(ToDoubleFunction<Instant> years, Observation observation) {
      List<GridSurface.Smile> smiles =
          expiries.entrySet().stream()
              .map(
                  entry ->
                      new GridSurface.Smile(
                          years.applyAsDouble(entry.getKey()),
                          entry.getValue().points,
                          entry.getValue().volatilities))
              .toList();
      return new GridSurface(axis, smiles, observation);
    }
  }
}
