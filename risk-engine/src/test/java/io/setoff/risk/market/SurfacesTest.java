package io.setoff.risk.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.GridSurface.Axis;
import io.setoff.risk.market.GridSurface.Smile;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfacesTest {
  /** Axel Vogt's slice: Gatheral and Jacquier (2014), example 3.1; it has butterfly arbitrage. */
  private static final SviSlice VOGT = new SviSlice(1, -0.0410, 0.1331, 0.3060, 0.3586, 0.4153);

  private static final Observation SOURCE =
      new Observation("options venue", Instant.parse("2026-01-31T12:00:00Z"));

  private static final SviSlice SHORT = new SviSlice(0.25, 0.04, 0.1, -0.4, 0.05, 0.2);
  private static final SviSlice LONG = new SviSlice(1, 0.16, 0.1, -0.4, 0.05, 0.2);

  /** Expected values: mpmath with 30 digits, the derivatives of g by its numerical {@code diff}. */
  @ParameterizedTest
  @CsvSource({
    "-1, 0.092755652172206465, 0.26787035873645971",
    "0, 0.017426252555159122, 1.0386497312817975",
    "0.5, 0.023151565612194817, 0.069379211300828865",
    "1, 0.086826709751885226, -0.027741695904626288"
  })
  void sviVarianceAndDensity(double k, double variance, double density) {
    assertThat(VOGT.variance(k)).isCloseTo(variance, within(1e-15));
    assertThat(VOGT.density(k)).isCloseTo(density, within(1e-13));
  }

  @Test
  void sviVolatilityIsTheRootOfVarianceOverTime() {
    SviSurface surface = new SviSurface(List.of(SHORT, LONG), SOURCE);
    double strike = 2_000 * StrictMath.exp(-1);
    assertThat(surface.volatility(2_000, strike, 0.25))
        .isCloseTo(Math.sqrt(0.18888779163215974 / 0.25), within(1e-14));
  }

  @Test
  void totalVarianceIsAStraightLineInTime() {
    SviSurface surface = new SviSurface(List.of(SHORT, LONG), SOURCE);
    double halfWay = (SHORT.variance(0) + LONG.variance(0)) / 2;
    assertThat(surface.volatility(100, 100, 0.625))
        .isCloseTo(Math.sqrt(halfWay / 0.625), within(1e-15));
    assertThat(surface.covers(100, 100, 0.625)).isTrue();
  }

  @Test
  void outsideOfItsSlicesVolatilityIsFlatAndNotCovered() {
    SviSurface surface = new SviSurface(List.of(SHORT, LONG), SOURCE);
    double first = surface.volatility(100, 100, 0.25);
    assertThat(surface.volatility(100, 100, 0)).isEqualTo(first);
    assertThat(surface.volatility(100, 100, 5)).isEqualTo(surface.volatility(100, 100, 1));
    assertThat(surface.volatility(100, 0, 0.25)).isEqualTo(surface.volatility(100, 1, 0.25));
    assertThat(surface.covers(100, 100, 0.24)).isFalse();
    assertThat(surface.covers(100, 100, 1.01)).isFalse();
    assertThat(surface.covers(100, 0, 0.5)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.04, 0.1, -0.4, 0.05, 0.2, years must be greater than 0",
    "1, NaN, 0.1, -0.4, 0.05, 0.2, a must be between",
    "1, 0.04, -0.1, -0.4, 0.05, 0.2, b must be between 0",
    "1, 0.04, 0.1, -1, 0.05, 0.2, rho must be between -1 and 1",
    "1, 0.04, 0.1, -0.4, 0.05, 0, sigma must be greater than 0",
    "1, -0.04, 0.1, -0.4, 0.05, 0.2, must have a total variance above 0",
    "1, 0.04, 1.5, -0.4, 0.05, 0.2, must have wings of a slope of at most 2",
    "1, -0.0410, 0.1331, 0.3060, 0.3586, 0.4153, must be free of butterfly arbitrage"
  })
  void refusesSlicesThatCouldBeArbitraged(
      double years, double a, double b, double rho, double m, double sigma, String rule) {
    SviSurface surface = new SviSurface(List.of(new SviSlice(years, a, b, rho, m, sigma)), SOURCE);
    assertThatThrownBy(() -> surface.check("eth"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("eth.slices[0]")
        .hasMessageContaining(rule);
  }

  @Test
  void refusesSlicesThatCross() {
    SviSlice lower = new SviSlice(2, 0.15, 0.1, -0.4, 0.05, 0.2);
    new SviSurface(List.of(SHORT, LONG), SOURCE).check("eth");
    assertThatThrownBy(() -> new SviSurface(List.of(LONG, lower), SOURCE).check("eth"))
        .hasMessageContaining("eth.slices[1] must be free of calendar arbitrage");
    assertThatThrownBy(() -> new SviSurface(List.of(LONG, SHORT), SOURCE).check("eth"))
        .hasMessageContaining("eth.slices[1].years must be after the one before");
    assertThatThrownBy(() -> new SviSurface(List.of(), SOURCE).check("eth"))
        .hasMessageContaining("eth.slices must have at least one slice");
  }

  private static GridSurface grid(Axis axis, List<Double> points) {
    return new GridSurface(
        axis,
        List.of(new Smile(0.5, points, List.of(0.6, 0.8)), new Smile(1, points, List.of(0.5, 0.7))),
        SOURCE);
  }

  /**
   * Strike 125 is half way from 100 to 150. At half a year total variance is (0.36 + 0.64) / 2 *
   * 0.5 = 0.25, at a year (0.25 + 0.49) / 2 = 0.37; at 0.75 years 0.31, a volatility of sqrt(0.31 /
   * 0.75).
   */
  @Test
  void gridByHand() {
    GridSurface strikes = grid(Axis.STRIKE, List.of(100.0, 150.0));
    assertThat(strikes.volatility(110, 125, 0.75)).isCloseTo(Math.sqrt(0.31 / 0.75), within(1e-15));
    GridSurface moneyness = grid(Axis.LOG_MONEYNESS, List.of(0.0, StrictMath.log(1.44)));
    assertThat(moneyness.volatility(100, 120, 0.75))
        .as("ln 1.2 is half of ln 1.44")
        .isCloseTo(Math.sqrt(0.31 / 0.75), within(1e-14));
    assertThat(strikes.covers(110, 125, 0.75)).isTrue();
  }

  @Test
  void outsideOfItsQuotesTheGridIsFlatAndNotCovered() {
    GridSurface grid = grid(Axis.STRIKE, List.of(100.0, 150.0));
    assertThat(grid.volatility(110, 10, 0.1)).isCloseTo(0.6, within(1e-15));
    assertThat(grid.volatility(110, 1_000, 3)).isCloseTo(0.7, within(1e-15));
    assertThat(grid.covers(110, 99, 0.75)).isFalse();
    assertThat(grid.covers(110, 151, 0.75)).isFalse();
    assertThat(grid.covers(110, 120, 0.4)).isFalse();
  }

  @Test
  void surfacesTellWhereTheyAreFrom() {
    assertThat(new SviSurface(List.of(SHORT), SOURCE).source()).contains(SOURCE);
    assertThat(grid(Axis.STRIKE, List.of(100.0, 150.0)).source()).contains(SOURCE);
    assertThat(new VolSurface.Flat(0.5).source()).isEmpty();
  }

  @Test
  void refusesGridsOutOfOrder() {
    assertThatThrownBy(() -> grid(Axis.STRIKE, List.of(150.0, 100.0)).check("eth"))
        .hasMessage("eth.smiles[0].points[1] must be above the one before");
    assertThatThrownBy(() -> grid(Axis.STRIKE, List.of(100.0)).check("eth"))
        .hasMessage("eth.smiles[0].volatilities must be as many as points: 2 for 1");
    assertThatThrownBy(
            () ->
                new GridSurface(
                        Axis.STRIKE, List.of(new Smile(1, List.of(1.0), List.of(-0.1))), SOURCE)
                    .check("eth"))
        .hasMessage("eth.smiles[0].volatilities[0] must not be negative, is -0.1");
    assertThatThrownBy(() -> new GridSurface(Axis.STRIKE, List.of(), SOURCE).check("eth"))
        .hasMessage("eth.smiles must have at least one smile");
  }

  private static Optional<String> arbitrage(Axis axis, Smile... smiles) {
    return new GridSurface(axis, List.of(smiles), SOURCE).arbitrage(years -> 100);
  }

  /** 0.62^2 * 0.5 = 0.192 and 0.42^2 * 1 = 0.176; and a hump of 0.9 between two of 0.3. */
  @Test
  void gridsThatCouldBeArbitragedAreTold() {
    List<Double> strikes = List.of(80.0, 100.0, 120.0);
    Smile near = new Smile(0.5, strikes, List.of(0.62, 0.6, 0.61));
    assertThat(arbitrage(Axis.STRIKE, near, new Smile(1, strikes, List.of(0.6, 0.58, 0.6))))
        .isEmpty();
    assertThat(arbitrage(Axis.STRIKE, near, new Smile(1, strikes, List.of(0.42, 0.4, 0.41))))
        .contains("total variance falls from 0.5 to 1.0 years at 80.0");
    List<Double> moneyness = List.of(-0.2, 0.0, 0.2);
    assertThat(arbitrage(Axis.LOG_MONEYNESS, new Smile(0.5, moneyness, List.of(0.3, 0.9, 0.3))))
        .contains("calls are not convex in the strike at 0.0 and 0.5 years");
    assertThat(arbitrage(Axis.LOG_MONEYNESS, new Smile(0.5, moneyness, List.of(0.65, 0.6, 0.63))))
        .isEmpty();
  }

  /** sigma exp(0.1 + 0.2 (30 / 7.5)^0.5) = sigma exp(0.5) at 7.5 days. */
  @Test
  void exponentialShockByHand() {
    VolShock.Exponential shock = new VolShock.Exponential(0.1, 0.2, 0.5, 1);
    assertThat(shock.apply(0.8, 100, 100, 7.5 / 365))
        .isCloseTo(0.8 * StrictMath.exp(0.5), within(1e-14));
    assertThat(shock.apply(0.8, 100, 100, 0))
        .as("a day is the shortest time that counts")
        .isEqualTo(shock.apply(0.8, 100, 100, 1 / 365.0));
  }
}
