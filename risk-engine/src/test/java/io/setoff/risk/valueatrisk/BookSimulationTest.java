package io.setoff.risk.valueatrisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.HistoryGap.Reason;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.math.Normal;
import io.setoff.risk.math.StudentT;
import io.setoff.risk.simulation.Copula;
import io.setoff.risk.simulation.EwmaFilter;
import io.setoff.risk.simulation.HistoricalMoves;
import io.setoff.risk.simulation.Marginal;
import io.setoff.risk.simulation.MonteCarloModel;
import io.setoff.risk.simulation.MonteCarloMoves;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.ReturnModel;
import io.setoff.risk.simulation.SimulationParameters;
import io.setoff.risk.simulation.VolatilityMoves;
import io.setoff.risk.simulation.Workers;
import io.setoff.risk.simulation.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BookSimulationTest {
  private static final EwmaFilter FILTER = new EwmaFilter(0.94, 0.97, 1e-6);
  private static final MonteCarloModel NORMAL =
      new MonteCarloModel(10_000, new Copula.Gaussian(), new Marginal.Gaussian());
  private static final MonteCarloModel STUDENT =
      new MonteCarloModel(10_000, new Copula.Student(4), new Marginal.Student(4));

  /** Daily volatilities so small that a price and its logarithm move alike. */
  private static final HistorySet CALM = Worlds.random(1e-5, 2e-5);

  private static final HistorySet WILD = Worlds.random(0.03, 0.05);

  private static SimulationParameters parameters(MonteCarloModel model) {
    return Worlds.parameters(FILTER, VolatilityMoves.NONE, model, 1);
  }

  private static ReturnModel model(HistorySet histories, MonteCarloModel monteCarlo) {
    return ReturnModel.of(Worlds.MARKET, histories, parameters(monteCarlo));
  }

  private static SimulationResult monteCarlo(
      HistorySet histories, MonteCarloModel monteCarlo, List<Holding> book) {
    MoveSet moves = MonteCarloMoves.of(model(histories, monteCarlo), "snapshot");
    return new BookSimulation(Worlds.MARKET, moves, Workers.SEQUENTIAL).of(book);
  }

  private static final List<Holding> LINEAR =
      List.of(
          Worlds.holding("btc", new Spot(Worlds.BTC), 2),
          Worlds.holding("eth-short", new Perpetual(Worlds.ETH), -30),
          Worlds.holding("cash", new Cash(), 1_000));

  @Test
  void aLinearNormalBookHasTheDeltaNormalRisk() {
    DeltaNormal closed = DeltaNormal.of(LINEAR, Worlds.MARKET, model(CALM, NORMAL));
    TailRisk risk = monteCarlo(CALM, NORMAL, LINEAR).simulated();
    assertThat(risk.valueAtRisk())
        .isCloseTo(closed.valueAtRisk(), within(3 * risk.valueAtRiskError()));
    assertThat(risk.expectedShortfall())
        .isCloseTo(closed.expectedShortfall(), within(3 * risk.expectedShortfallError()));
  }

  /**
   * One unit of a price S with a normal log return of deviation s: VaR = S (1 - exp(z s)), z the 1
   * % quantile; ES = S (1 - exp(s^2 / 2) N(z' - s) / 0.025), z' the 2.5 % quantile.
   */
  @Test
  void aSpotPriceHasTheLognormalRisk() {
    List<Holding> book = List.of(Worlds.holding("eth", new Spot(Worlds.ETH), 1));
    double s = model(WILD, NORMAL).volatility(1);
    TailRisk risk = monteCarlo(WILD, NORMAL, book).simulated();
    double valueAtRisk = 2_000 * (1 - StrictMath.exp(Normal.quantile(0.01) * s));
    double shortfall =
        2_000 * (1 - StrictMath.exp(s * s / 2) * Normal.cdf(Normal.quantile(0.025) - s) / 0.025);
    assertThat(risk.valueAtRisk()).isCloseTo(valueAtRisk, within(3 * risk.valueAtRiskError()));
    assertThat(risk.expectedShortfall())
        .isCloseTo(shortfall, within(3 * risk.expectedShortfallError()));
  }

  /**
   * t with nu = 4 and unit variance times s: VaR = S s q sqrt((nu - 2) / nu); ES = S s sqrt((nu -
   * 2) / nu) f(q') (nu + q'^2) / ((nu - 1) 0.025).
   */
  @Test
  void aLinearStudentBookHasTheClosedRisk() {
    StudentT t = new StudentT(4);
    double unit = 2_000 * model(CALM, NORMAL).volatility(1) * t.unitVariance();
    double q = t.quantile(0.975);
    List<Holding> book = List.of(Worlds.holding("eth", new Spot(Worlds.ETH), -1));
    TailRisk risk = monteCarlo(CALM, STUDENT, book).simulated();
    assertThat(risk.valueAtRisk())
        .isCloseTo(unit * t.quantile(0.99), within(3 * risk.valueAtRiskError()));
    assertThat(risk.expectedShortfall())
        .isCloseTo(
            unit * t.density(q) * (4 + q * q) / (3 * 0.025),
            within(3 * risk.expectedShortfallError()));
  }

  /** Gains of one ETH at 2,000: the worst of 400 days is the first, 4 days are 1 %. */
  @Test
  void historicalRiskIsReadFromTheWorstDays() {
    MoveSet moves = HistoricalMoves.plain(model(WILD, NORMAL));
    SimulationResult result =
        new BookSimulation(Worlds.MARKET, moves, Workers.SEQUENTIAL)
            .of(List.of(Worlds.holding("eth", new Spot(Worlds.ETH), 1)));
    double[] worst =
        java.util.stream.IntStream.range(0, moves.size())
            .mapToDouble(move -> 2_000 * (1 - StrictMath.exp(moves.logMove(1, move))))
            .sorted()
            .toArray();
    assertThat(result.valueAtRisk()).isCloseTo(worst[400 - 4], within(1e-9));
    double sum = 0;
    for (int rank = 1; rank <= 10; rank++) {
      sum += worst[400 - rank];
    }
    assertThat(result.expectedShortfall()).isCloseTo(sum / 10, within(1e-9));
    assertThat(result.gains().size()).isEqualTo(400);
    assertThat(result.method()).isEqualTo(MoveSet.Method.HISTORICAL);
  }

  @Test
  void attributionSumsToTheShortfall() {
    List<Holding> book = new ArrayList<>(Worlds.options(40));
    book.addAll(LINEAR);
    book.add(
        Worlds.holding("range", new LiquidityRange(Worlds.ETH, UnderlyingId.USD, 1_500, 2_500), 3));
    book.add(Worlds.holding("new", new Spot(Worlds.NEW), 10));
    for (MonteCarloModel monteCarlo : List.of(NORMAL, STUDENT)) {
      SimulationResult result = monteCarlo(WILD, monteCarlo, book);
      double sum = result.shortfallByHolding().values().stream().mapToDouble(x -> x).sum();
      assertThat(result.shortfallByHolding()).hasSize(book.size());
      assertThat(sum)
          .isCloseTo(result.expectedShortfall(), within(1e-9 * result.expectedShortfall()));
    }
  }

  @Test
  void theSameOnAnyNumberOfThreads() {
    SimulationParameters parameters =
        Worlds.parameters(FILTER, SimulationParameters.DEFAULT.volatilities(), STUDENT, 1);
    MoveSet moves = MonteCarloMoves.of(ReturnModel.of(Worlds.MARKET, WILD, parameters), "snapshot");
    List<Holding> book = Worlds.options(20);
    SimulationResult alone = new BookSimulation(Worlds.MARKET, moves, Workers.SEQUENTIAL).of(book);
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (int threads = 1; threads <= 4; threads++) {
        SimulationResult result =
            new BookSimulation(Worlds.MARKET, moves, Workers.of(executor, threads)).of(book);
        assertThat(result.gains().toArray()).containsExactly(alone.gains().toArray());
        assertThat(result.simulated()).isEqualTo(alone.simulated());
        assertThat(result.shortfallByHolding()).isEqualTo(alone.shortfallByHolding());
      }
    }
  }

  /** Pinned: other bits would be another engine version. */
  @Test
  void theSameBitsOnEveryMachine() {
    SimulationResult result = monteCarlo(WILD, STUDENT, LINEAR);
    assertThat(result.valueAtRisk()).isEqualTo(5274.401591077699);
    assertThat(result.expectedShortfall()).isEqualTo(5652.254777567026);
  }

  @Test
  void aHedgedBookHasNoRisk() {
    SimulationResult result =
        monteCarlo(
            WILD,
            STUDENT,
            List.of(
                Worlds.holding("spot", new Spot(Worlds.ETH), 3),
                Worlds.holding("perp", new Perpetual(Worlds.ETH), -3)));
    assertThat(result.valueAtRisk()).isCloseTo(0, within(1e-9));
    assertThat(result.expectedShortfall()).isCloseTo(0, within(1e-9));
  }

  /**
   * NEW has no past and a daily volatility of 10 %: three of them, exp(0.3) - 1 up and 1 -
   * exp(-0.3) down. Long 5 net at 10 USD: 50 (1 - exp(-0.3)). It is added to the risk of ETH.
   */
  @Test
  void aHoldingWithoutPastIsChargedAndNotLeftOut() {
    Holding eth = Worlds.holding("eth", new Spot(Worlds.ETH), 1);
    List<Holding> book =
        List.of(
            eth,
            Worlds.holding("new", new Spot(Worlds.NEW), 7),
            Worlds.holding("new-short", new Perpetual(Worlds.NEW), -2));
    SimulationResult with = monteCarlo(WILD, STUDENT, book);
    SimulationResult without = monteCarlo(WILD, STUDENT, List.of(eth));
    double charge = 50 * (1 - StrictMath.exp(-0.3));
    assertThat(with.unknownCharge()).isCloseTo(charge, within(1e-12));
    assertThat(with.valueAtRisk()).isCloseTo(without.valueAtRisk() + charge, within(1e-9));
    assertThat(with.expectedShortfall())
        .isCloseTo(without.expectedShortfall() + charge, within(1e-9));
    assertThat(with.shortfallByHolding().get("new-short"))
        .isCloseTo(-2 * charge / 5, within(1e-12));
    assertThat(with.gaps())
        .containsExactly(new HistoryGap(Worlds.NEW, Reason.MISSING, "no price history"));
    assertThat(without.gaps()).isEmpty();
  }

  @Test
  void withoutAnyHistoryAllIsCharged() {
    MoveSet moves = HistoricalMoves.filtered(model(HistorySet.EMPTY, STUDENT));
    SimulationResult result =
        new BookSimulation(Worlds.MARKET, moves, Workers.SEQUENTIAL)
            .of(List.of(Worlds.holding("eth", new Spot(Worlds.ETH), 1)));
    assertThat(result.valueAtRisk())
        .as("three times the default volatility of 15 %")
        .isCloseTo(2_000 * (1 - StrictMath.exp(-0.45)), within(1e-9));
    assertThat(result.gaps()).extracting(HistoryGap::underlying).containsExactly(Worlds.ETH);
  }

  @Test
  void anEmptyBookHasNoRisk() {
    SimulationResult result = monteCarlo(WILD, STUDENT, List.of());
    assertThat(result.valueAtRisk()).isZero();
    assertThat(result.expectedShortfall()).isZero();
  }

  @Test
  void refusesHoldingsThatBreakARule() {
    refuses(Worlds.holding("a", new Spot(Worlds.ETH), Double.NaN), "holdings[1].quantity must be");
    refuses(
        Worlds.holding("eth", new Spot(Worlds.ETH), 1), "holdings[1].id must be unique, is eth");
    refuses(
        Worlds.holding("a", new Spot(new UnderlyingId("crypto:NOWHERE")), 1),
        "market has no price");
  }

  private static void refuses(Holding second, String message) {
    List<Holding> book = List.of(Worlds.holding("eth", new Spot(Worlds.ETH), 1), second);
    assertThatThrownBy(() -> monteCarlo(WILD, STUDENT, book))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesParametersMarketsAndHistoriesThatBreakARule() {
    MonteCarloModel few = new MonteCarloModel(10, new Copula.Gaussian(), new Marginal.Gaussian());
    assertThatThrownBy(() -> ReturnModel.of(Worlds.MARKET, WILD, parameters(few)))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("parameters.monte_carlo.paths must be between");
    MoveSet moves = MonteCarloMoves.of(model(WILD, STUDENT), "snapshot");
    MarketSnapshot negative =
        Worlds.market(
            UnderlyingMarket.ofSpot(
                Worlds.ETH, -1, new UnderlyingMarket.Observation("test", Worlds.NOW)));
    assertThatThrownBy(() -> new BookSimulation(negative, moves, Workers.SEQUENTIAL))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("market[crypto:ETH].spot must be greater than 0");
    HistorySet bad = HistorySet.of(List.of(Worlds.history(Worlds.ETH, 0.01, Double.NaN)));
    assertThatThrownBy(() -> ReturnModel.of(Worlds.MARKET, bad, parameters(NORMAL)))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("histories[crypto:ETH].closes[2026-01-30] must be between");
  }
}
