package io.setoff.risk.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.HistoryGap.Reason;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.math.Normal;
import io.setoff.risk.math.StudentT;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {
  private static final MarketSnapshot TWO =
      Worlds.market(Worlds.market(Worlds.BTC, 50_000), Worlds.market(Worlds.ETH, 2_000));
  private static final MonteCarloModel NORMAL =
      new MonteCarloModel(10_000, new Copula.Gaussian(), new Marginal.Gaussian());
  private static final MonteCarloModel STUDENT =
      new MonteCarloModel(10_000, new Copula.Student(4), new Marginal.Student(4));
  private static final EwmaFilter FILTER = new EwmaFilter(0.94, 0.97, 1e-4);

  private static SimulationParameters parameters(EwmaFilter filter, int horizon) {
    return Worlds.parameters(filter, VolatilityMoves.NONE, NORMAL, horizon);
  }

  private static SimulationParameters parameters(MonteCarloModel model) {
    return Worlds.parameters(FILTER, VolatilityMoves.NONE, model, 1);
  }

  private static ReturnModel model(HistorySet histories, SimulationParameters parameters) {
    return ReturnModel.of(TWO, histories, parameters);
  }

  private static double[] of(MoveSet moves, int underlying) {
    double[] values = new double[moves.size()];
    for (int move = 0; move < values.length; move++) {
      values[move] = moves.logMove(underlying, move);
    }
    return values;
  }

  private static HistorySet btc(double... returns) {
    return HistorySet.of(List.of(Worlds.history(Worlds.BTC, returns)));
  }

  /**
   * Returns 0.03, -0.01, 0.02 with a decay of 0.5, the first of which is the start: 9 (in 1e-4).
   * Forecasts squared: 9; (9 + 1) / 2 = 5; next (5 + 4) / 2 = 4.5.
   */
  @Test
  void filteredReturnsByHand() {
    SimulationParameters parameters = parameters(new EwmaFilter(0.5, 0.5, 1e-6), 1);
    ReturnModel model = model(btc(0.03, -0.01, 0.02), parameters);
    double next = Math.sqrt(4.5) / 100;
    assertThat(model.volatility(0)).isCloseTo(next, within(1e-14));
    MoveSet moves = HistoricalMoves.filtered(model);
    assertThat(of(moves, 0))
        .containsExactly(
            new double[] {-0.01 / 0.03 * next, 0.02 / Math.sqrt(5) * 100 * next}, within(1e-13));
    assertThat(moves.name(1)).isEqualTo(Worlds.LAST_DAY.toString());
    assertThat(moves.gaps())
        .containsExactly(new HistoryGap(Worlds.ETH, Reason.MISSING, "no price history"));
  }

  /** What is scaled by the volatility of its own day or of later ones is no forecast. */
  @Test
  void noForecastKnowsOfLaterDays() {
    double[] calm = new double[200];
    for (int day = 0; day < calm.length; day++) {
      calm[day] = day % 2 == 0 ? 0.01 : -0.01;
    }
    double[] wild = calm.clone();
    Arrays.fill(wild, 150, 200, 0.2);
    SimulationParameters parameters = parameters(FILTER, 1);
    ReturnModel one = model(btc(calm), parameters);
    ReturnModel other = model(btc(wild), parameters);
    assertThat(one.firstForecast()).isEqualTo(30);
    assertThat(HistoricalMoves.filtered(one).size()).isEqualTo(170);
    assertThat(HistoricalMoves.plain(one).size()).isEqualTo(200);
    for (int day = one.firstForecast(); day < 150; day++) {
      assertThat(other.residual(0, day)).isEqualTo(one.residual(0, day));
    }
  }

  @Test
  void plainReturnsAreWhatHasHappenedAndLongerOnesOverlap() {
    HistorySet histories = btc(0.03, -0.01, 0.02);
    SimulationParameters one = parameters(FILTER, 1);
    assertThat(of(HistoricalMoves.plain(model(histories, one)), 0))
        .containsExactly(new double[] {0.03, -0.01, 0.02}, within(1e-14));
    SimulationParameters two = parameters(FILTER, 2);
    MoveSet moves = HistoricalMoves.plain(model(histories, two));
    assertThat(of(moves, 0)).containsExactly(new double[] {0.02, 0.01}, within(1e-14));
    assertThat(moves.name(0)).isEqualTo(Worlds.LAST_DAY.minusDays(1).toString());
    SimulationParameters four = parameters(FILTER, 4);
    assertThatThrownBy(() -> HistoricalMoves.plain(model(histories, four)))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessage("histories must have 4 days in a row");
  }

  @Test
  void moreThanTheLargestMoveIsCut() {
    SimulationParameters parameters = parameters(FILTER, 1);
    MoveSet moves = HistoricalMoves.plain(model(btc(0.1, -3, 2.5), parameters));
    assertThat(of(moves, 0)).containsExactly(new double[] {0.1, -2, 2}, within(1e-13));
  }

  @Test
  void withoutAnyHistoryNothingMovesAndAllAreGaps() {
    SimulationParameters parameters = parameters(FILTER, 1);
    MoveSet moves = HistoricalMoves.filtered(model(HistorySet.EMPTY, parameters));
    assertThat(moves.size()).isEqualTo(1);
    assertThat(moves.underlyings()).isEmpty();
    assertThat(moves.gaps()).hasSize(2);
  }

  /** Two perfectly opposed returns, and one that never moves. */
  @Test
  void correlationsByHand() {
    SimulationParameters parameters = parameters(FILTER, 1);
    HistorySet histories =
        HistorySet.of(
            List.of(
                Worlds.history(Worlds.BTC, 0.01, -0.02, 0.03),
                Worlds.history(Worlds.ETH, -0.02, 0.04, -0.06)));
    assertThat(model(histories, parameters).correlations().get(0, 1)).isCloseTo(-1, within(1e-12));
    HistorySet constant =
        HistorySet.of(
            List.of(
                Worlds.history(Worlds.BTC, 0.01, -0.02, 0.03),
                Worlds.history(Worlds.ETH, 0, 0, 0)));
    ReturnModel model = model(constant, parameters);
    assertThat(model.correlations().get(0, 1)).isZero();
    assertThat(model.volatility(1)).as("the least there is").isEqualTo(1e-4);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double correlation(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void pathsHaveTheModelsVolatilityAndCorrelation() {
    SimulationParameters parameters = parameters(NORMAL);
    ReturnModel model = model(Worlds.random(0.03, 0.05), parameters);
    MoveSet moves = MonteCarloMoves.of(model, "seed");
    for (int u = 0; u < 2; u++) {
      double[] values = of(moves, u);
      double deviation = model.volatility(u);
      double unit = 1 / Math.sqrt(values.length);
      assertThat(mean(values)).isCloseTo(0, within(3 * deviation * unit));
      double[] squares = Arrays.stream(values).map(x -> x * x).toArray();
      assertThat(mean(squares) / (deviation * deviation))
          .isCloseTo(1, within(3 * Math.sqrt(2) * unit));
    }
    double rho = model.correlations().get(0, 1);
    assertThat(correlation(of(moves, 0), of(moves, 1)))
        .isCloseTo(rho, within(3 * (1 - rho * rho) / Math.sqrt(10_000)));
  }

  private static double share(double[] values, double limit) {
    return Arrays.stream(values).filter(x -> x <= limit).count() / (double) values.length;
  }

  private static void hasQuantiles(double[] values, double scale, MonteCarloModel model) {
    for (double p : new double[] {0.01, 0.1, 0.5, 0.9, 0.99}) {
      double quantile =
          switch (model.marginal()) {
            case Marginal.Student student -> {
              StudentT t = new StudentT(student.degrees());
              yield t.quantile(p) * t.unitVariance();
            }
            case Marginal.Gaussian gaussian -> Normal.quantile(p);
            case Marginal.Empirical empirical -> throw new IllegalArgumentException("has none");
          };
      assertThat(share(values, quantile * scale))
          .as("%s at %s", model, p)
          .isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / values.length)));
    }
  }

  @Test
  void everyMarginalHasItsQuantilesUnderEveryCopula() {
    List<MonteCarloModel> models = new ArrayList<>();
    for (Copula copula :
        List.of(new Copula.Gaussian(), new Copula.Student(4), new Copula.Student(5))) {
      for (Marginal marginal : List.of(new Marginal.Gaussian(), new Marginal.Student(4))) {
        models.add(new MonteCarloModel(10_000, copula, marginal));
      }
    }
    for (MonteCarloModel monteCarlo : models) {
      SimulationParameters parameters = parameters(monteCarlo);
      ReturnModel model = model(Worlds.random(0.03, 0.05), parameters);
      MoveSet moves = MonteCarloMoves.of(model, "seed");
      hasQuantiles(of(moves, 1), model.volatility(1), monteCarlo);
    }
  }

  @Test
  void theEmpiricalMarginalRepeatsThePast() {
    MonteCarloModel empirical =
        new MonteCarloModel(10_000, new Copula.Student(4), new Marginal.Empirical());
    SimulationParameters parameters = parameters(empirical);
    ReturnModel model = model(Worlds.random(0.03, 0.05), parameters);
    double[] past = of(HistoricalMoves.filtered(model), 0);
    double[] drawn = of(MonteCarloMoves.of(model, "seed"), 0);
    Arrays.sort(past);
    Arrays.sort(drawn);
    assertThat(drawn[0]).isEqualTo(past[0]);
    assertThat(drawn[drawn.length - 1]).isEqualTo(past[past.length - 1]);
    for (double p : new double[] {0.05, 0.25, 0.5, 0.75, 0.95}) {
      assertThat(share(drawn, past[(int) (p * past.length)]))
          .isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / 10_000) + 1.0 / past.length));
    }
  }

  /**
   * Both below their 1 % quantile: under the Gaussian copula with correlation 0.8 in about 0.4 % of
   * paths; under the t copula the limit of the share among those of one is 2 t5(-sqrt(5 (1 - rho) /
   * (1 + rho))) (Demarta and McNeil, 2005, section 3.5.1).
   */
  @Test
  void farMovesComeTogetherUnderTheStudentCopula() {
    double normal = jointShare(NORMAL);
    double student = jointShare(STUDENT);
    double rho = model(Worlds.random(0.03, 0.05), parameters(NORMAL)).correlations().get(0, 1);
    double limit = 2 * new StudentT(5).cdf(-Math.sqrt(5 * (1 - rho) / (1 + rho)));
    assertThat(student).isCloseTo(limit, within(3 * Math.sqrt(limit * (1 - limit) / 100) + 0.05));
    assertThat(normal).isLessThan(student);
  }

  /** Of the 100 worst paths of BTC the share in which ETH has one of its 100 worst. */
  private static double jointShare(MonteCarloModel monteCarlo) {
    SimulationParameters parameters = parameters(monteCarlo);
    MoveSet moves = MonteCarloMoves.of(model(Worlds.random(0.03, 0.05), parameters), "seed");
    double[][] sorted = {of(moves, 0), of(moves, 1)};
    Arrays.sort(sorted[0]);
    Arrays.sort(sorted[1]);
    int both = 0;
    for (int path = 0; path < moves.size(); path++) {
      if (moves.logMove(0, path) <= sorted[0][99] && moves.logMove(1, path) <= sorted[1][99]) {
        both++;
      }
    }
    return both / 100.0;
  }

  @Test
  void longerHorizonsGrowWithTheRootOfDays() {
    SimulationParameters one = Worlds.parameters(FILTER, VolatilityMoves.NONE, NORMAL, 1);
    SimulationParameters four = Worlds.parameters(FILTER, VolatilityMoves.NONE, NORMAL, 4);
    HistorySet histories = Worlds.random(0.03, 0.05);
    MoveSet day = MonteCarloMoves.of(model(histories, one), "seed");
    MoveSet days = MonteCarloMoves.of(model(histories, four), "seed");
    assertThat(days.logMove(0, 17)).isCloseTo(2 * day.logMove(0, 17), within(1e-15));
  }

  @Test
  void aSeedGivesTheSamePathsAndAnotherSeedOthers() {
    SimulationParameters parameters = parameters(STUDENT);
    ReturnModel model = model(Worlds.random(0.03, 0.05), parameters);
    double[] first = of(MonteCarloMoves.of(model, "seed"), 0);
    assertThat(of(MonteCarloMoves.of(model, "seed"), 0)).containsExactly(first);
    double[] other = of(MonteCarloMoves.of(model, "other"), 0);
    assertThat(correlation(first, other)).isCloseTo(0, within(0.1));
  }

  @Test
  void anUnderlyingMoreDoesNotChangeThePathsOfThoseBefore() {
    SimulationParameters parameters = parameters(STUDENT);
    HistorySet both = Worlds.random(0.03, 0.05);
    HistorySet one = HistorySet.of(List.of(both.of(Worlds.BTC).orElseThrow()));
    assertThat(of(MonteCarloMoves.of(model(one, parameters), "seed"), 0))
        .containsExactly(of(MonteCarloMoves.of(model(both, parameters), "seed"), 0));
  }

  @Test
  void volatilitiesMoveWithPricesAndOnTheirOwn() {
    VolatilityMoves rule = new VolatilityMoves(-2, 0.1, 0.5, 0.3, 1);
    SimulationParameters parameters = Worlds.parameters(FILTER, rule, NORMAL, 1);
    ReturnModel model = model(Worlds.random(0.03, 0.05), parameters);
    MoveSet moves = MonteCarloMoves.of(model, "seed");
    double[][] terms = new double[2][moves.size()];
    for (int path = 0; path < moves.size(); path++) {
      Shock btc = moves.move(path).of(Worlds.BTC);
      assertThat(btc.spotFactor()).isEqualTo(StrictMath.exp(moves.logMove(0, path)));
      VolShock.Exponential volatility = (VolShock.Exponential) btc.volatility();
      assertThat(volatility.parallel()).isEqualTo(-2 * moves.logMove(0, path));
      terms[0][path] = volatility.term();
      terms[1][path] = ((VolShock.Exponential) moves.move(path).of(Worlds.ETH).volatility()).term();
    }
    double unit = 1 / Math.sqrt(moves.size());
    double[] squares = Arrays.stream(terms[0]).map(x -> x * x / 0.01).toArray();
    assertThat(mean(squares)).isCloseTo(1, within(3 * Math.sqrt(2) * unit));
    assertThat(correlation(terms[0], terms[1])).as("in common").isCloseTo(0.5, within(3 * unit));
    assertThat(correlation(terms[0], of(moves, 0))).isCloseTo(0, within(3 * unit));
  }
}
