package io.setoff.risk.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.HistoryRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationParametersTest {
  private static final SimulationParameters GOOD = SimulationParameters.DEFAULT;
  private static final double NAN = Double.NaN;

  private static SimulationParameters with(
      HistoryRules history,
      EwmaFilter filter,
      VolatilityMoves volatilities,
      AdverseMoves.Rule unknown,
      MonteCarloModel monteCarlo,
      double... rest) {
    return new SimulationParameters(
        GOOD.id(),
        GOOD.version(),
        history,
        filter,
        volatilities,
        unknown,
        monteCarlo,
        (int) rest[0],
        rest[1],
        rest[2],
        rest[3]);
  }

  private static SimulationParameters with(HistoryRules history) {
    return with(
        history,
        GOOD.filter(),
        GOOD.volatilities(),
        GOOD.unknown(),
        GOOD.monteCarlo(),
        1,
        2,
        0.99,
        0.975);
  }

  private static SimulationParameters with(EwmaFilter filter) {
    return with(
        GOOD.history(),
        filter,
        GOOD.volatilities(),
        GOOD.unknown(),
        GOOD.monteCarlo(),
        1,
        2,
        0.99,
        0.975);
  }

  private static SimulationParameters with(VolatilityMoves volatilities) {
    return with(
        GOOD.history(),
        GOOD.filter(),
        volatilities,
        GOOD.unknown(),
        GOOD.monteCarlo(),
        1,
        2,
        0.99,
        0.975);
  }

  private static SimulationParameters with(AdverseMoves.Rule unknown) {
    return with(
        GOOD.history(),
        GOOD.filter(),
        GOOD.volatilities(),
        unknown,
        GOOD.monteCarlo(),
        1,
        2,
        0.99,
        0.975);
  }

  private static SimulationParameters with(MonteCarloModel monteCarlo) {
    return with(
        GOOD.history(),
        GOOD.filter(),
        GOOD.volatilities(),
        GOOD.unknown(),
        monteCarlo,
        1,
        2,
        0.99,
        0.975);
  }

  private static SimulationParameters with(double... rest) {
    return with(
        GOOD.history(),
        GOOD.filter(),
        GOOD.volatilities(),
        GOOD.unknown(),
        GOOD.monteCarlo(),
        rest);
  }

  private static MonteCarloModel model(Copula copula, Marginal marginal) {
    return new MonteCarloModel(10_000, copula, marginal);
  }

  @Test
  void theDefaultKeepsItsOwnRules() {
    GOOD.check("parameters");
    assertThat(with(1, 2, 0.99, 0.975)).isEqualTo(GOOD);
  }

  @Test
  void aParameterThatBreaksARuleIsNamed() {
    refuses("history.window", with(new HistoryRules(1, 2, 3)));
    refuses("history.minimum", with(new HistoryRules(500, 501, 3)));
    refuses("history.maximum_age", with(new HistoryRules(500, 250, -1)));
    refuses("filter.decay", with(new EwmaFilter(1, 0.97, 1e-4)));
    refuses("filter.correlation_decay", with(new EwmaFilter(0.94, NAN, 1e-4)));
    refuses("filter.least_volatility", with(new EwmaFilter(0.94, 0.97, 0)));
    refuses("volatilities.beta", with(new VolatilityMoves(NAN, 0.1, 0.5, 0.3, 1)));
    refuses("volatilities.deviation", with(new VolatilityMoves(-1, -0.1, 0.5, 0.3, 1)));
    refuses("volatilities.common", with(new VolatilityMoves(-1, 0.1, 1.5, 0.3, 1)));
    refuses("volatilities.power", with(new VolatilityMoves(-1, 0.1, 0.5, 3, 1)));
    refuses("volatilities.floor_days", with(new VolatilityMoves(-1, 0.1, 0.5, 0.3, 0)));
    refuses("unknown.multiple", with(new AdverseMoves.Rule(0, 0.1, 0.5, 0.3, 1)));
    refuses("unknown.default_volatility", with(new AdverseMoves.Rule(3, NAN, 0.5, 0.3, 1)));
    refuses("unknown.volatility_move", with(new AdverseMoves.Rule(3, 0.1, -1, 0.3, 1)));
    refuses(
        "monte_carlo.copula.degrees",
        with(model(new Copula.Student(2), GOOD.monteCarlo().marginal())));
    refuses(
        "monte_carlo.marginal.degrees",
        with(model(new Copula.Gaussian(), new Marginal.Student(2))));
    refuses("horizon_days", with(0, 2, 0.99, 0.975));
    refuses("largest_move", with(1, 0, 0.99, 0.975));
    refuses("var_confidence", with(1, 2, 1, 0.975));
    refuses("shortfall_confidence", with(1, 2, 0.99, NAN));
  }

  private static void refuses(String field, SimulationParameters parameters) {
    assertThatThrownBy(() -> parameters.check("parameters"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("parameters." + field + " must be");
  }

  @Test
  void everyParameterIsInTheHash() {
    List<SimulationParameters> others =
        List.of(
            GOOD,
            with(new HistoryRules(501, 250, 3)),
            with(new HistoryRules(500, 251, 3)),
            with(new HistoryRules(500, 250, 4)),
            with(new EwmaFilter(0.95, 0.97, 1e-4)),
            with(new EwmaFilter(0.94, 0.98, 1e-4)),
            with(new EwmaFilter(0.94, 0.97, 1e-5)),
            with(new VolatilityMoves(-2, 0.08, 0.8, 0.3, 1)),
            with(new VolatilityMoves(-1.5, 0.09, 0.8, 0.3, 1)),
            with(new VolatilityMoves(-1.5, 0.08, 0.9, 0.3, 1)),
            with(new VolatilityMoves(-1.5, 0.08, 0.8, 0.4, 1)),
            with(new VolatilityMoves(-1.5, 0.08, 0.8, 0.3, 2)),
            with(new AdverseMoves.Rule(4, 0.15, 0.5, 0.3, 1)),
            with(new AdverseMoves.Rule(3, 0.16, 0.5, 0.3, 1)),
            with(new AdverseMoves.Rule(3, 0.15, 0.6, 0.3, 1)),
            with(new AdverseMoves.Rule(3, 0.15, 0.5, 0.4, 1)),
            with(new AdverseMoves.Rule(3, 0.15, 0.5, 0.3, 2)),
            with(new MonteCarloModel(20_000, new Copula.Student(4), new Marginal.Student(4))),
            with(model(new Copula.Student(5), new Marginal.Student(4))),
            with(model(new Copula.Gaussian(), new Marginal.Student(4))),
            with(model(new Copula.Student(4), new Marginal.Student(4.5))),
            with(model(new Copula.Student(4), new Marginal.Gaussian())),
            with(model(new Copula.Student(4), new Marginal.Empirical())),
            with(2, 2, 0.99, 0.975),
            with(1, 3, 0.99, 0.975),
            with(1, 2, 0.98, 0.975),
            with(1, 2, 0.99, 0.97));
    assertThat(others).extracting(SimulationParameters::hash).doesNotHaveDuplicates();
  }
}
