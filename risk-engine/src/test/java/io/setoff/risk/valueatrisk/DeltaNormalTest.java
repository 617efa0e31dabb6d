package io.setoff.risk.valueatrisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.math.Normal;
import io.setoff.risk.simulation.EwmaFilter;
import io.setoff.risk.simulation.ReturnModel;
import io.setoff.risk.simulation.SimulationParameters;
import io.setoff.risk.simulation.VolatilityMoves;
import io.setoff.risk.simulation.Worlds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaNormalTest {
  private static final SimulationParameters PARAMETERS =
      Worlds.parameters(
          new EwmaFilter(0.94, 0.97, 1e-6),
          VolatilityMoves.NONE,
          SimulationParameters.DEFAULT.monteCarlo(),
          1);
  private static final ReturnModel MODEL =
      ReturnModel.of(Worlds.MARKET, Worlds.random(0.03, 0.05), PARAMETERS);

  private static DeltaNormal of(List<Holding> book) {
    return DeltaNormal.of(book, Worlds.MARKET, MODEL);
  }

  /** Deltas a = 2 * 50,000 and b = -30 * 2,000: variance a^2 s1^2 + b^2 s2^2 + 2 a b rho s1 s2. */
  @Test
  void twoUnderlyingsByHand() {
    DeltaNormal risk =
        of(
            List.of(
                Worlds.holding("btc", new Spot(Worlds.BTC), 2),
                Worlds.holding("eth", new Perpetual(Worlds.ETH), -30)));
    double a = 100_000 * MODEL.volatility(0);
    double b = -60_000 * MODEL.volatility(1);
    double deviation = Math.sqrt(a * a + b * b + 2 * a * b * MODEL.correlations().get(0, 1));
    assertThat(risk.valueAtRisk())
        .isCloseTo(Normal.quantile(0.99) * deviation, within(1e-7 * risk.valueAtRisk()));
    assertThat(risk.expectedShortfall())
        .as("density of 1.96 over 0.025")
        .isCloseTo(0.05844507 / 0.025 * deviation, within(1e-6 * risk.expectedShortfall()));
  }

  @Test
  void contributionsSumAndAreTheSlopesOfTheTotal() {
    List<Holding> book = new ArrayList<>(Worlds.options(15));
    book.add(Worlds.holding("btc", new Spot(Worlds.BTC), 0.3));
    DeltaNormal risk = of(book);
    double sum = risk.byHolding().values().stream().mapToDouble(x -> x).sum();
    assertThat(sum).isCloseTo(risk.valueAtRisk(), within(1e-9 * risk.valueAtRisk()));
    double step = 1e-4;
    List<Holding> more = new ArrayList<>(book);
    more.set(15, book.get(15).withQuantity(0.3 * (1 + step)));
    List<Holding> less = new ArrayList<>(book);
    less.set(15, book.get(15).withQuantity(0.3 * (1 - step)));
    double slope = (of(more).valueAtRisk() - of(less).valueAtRisk()) / (2 * step);
    assertThat(risk.byHolding().get("btc")).isCloseTo(slope, within(1e-4 * Math.abs(slope)));
  }

  @Test
  void withoutAnyHistoryThereIsNone() {
    ReturnModel nothing = ReturnModel.of(Worlds.MARKET, HistorySet.EMPTY, PARAMETERS);
    List<Holding> book = List.of(Worlds.holding("btc", new Spot(Worlds.BTC), 1));
    assertThat(DeltaNormal.of(book, Worlds.MARKET, nothing).valueAtRisk()).isZero();
  }

  @Test
  void refusesAHoldingThatBreaksARule() {
    List<Holding> book = List.of(Worlds.holding("btc", new Spot(Worlds.BTC), Double.NaN));
    assertThatThrownBy(() -> of(book))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("holdings[0].quantity must be a number");
  }

  @Test
  void aFlatBookHasNone() {
    DeltaNormal risk = of(List.of(Worlds.holding("new", new Spot(Worlds.NEW), 1)));
    assertThat(risk.valueAtRisk()).isZero();
    assertThat(risk.byHolding()).containsEntry("new", 0.0);
  }
}
