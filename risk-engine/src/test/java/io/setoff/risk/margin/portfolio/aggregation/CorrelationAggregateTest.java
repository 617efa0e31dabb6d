package io.setoff.risk.margin.portfolio.aggregation;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.margin.portfolio.Books;
import io.setoff.risk.margin.portfolio.Fixtures;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.requirement.PricedInstruments;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.OffsetRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Identities of ISDA SIMM's aggregation, and the order of all ways to put losses together. */
class CorrelationAggregateTest {
  private static final OffsetRules PLAIN = new OffsetRules(1, 1, 0, 0.5, 1);
  private static final Map<UnderlyingId, Double> SPOTS =
      Map.of(ETH, 3000.0, BTC, 60000.0, SOL, 150.0);

  @Provide
  Arbitrary<List<Holding>> linear() {
    return Books.linear();
  }

  @Provide
  Arbitrary<List<Holding>> books() {
    return Books.any();
  }

  private static Correlations all(double rho) {
    return Correlations.UNKNOWN.with(ETH, BTC, rho).with(ETH, SOL, rho).with(BTC, SOL, rho);
  }

  private static CrossMargin cross(
      List<Holding> holdings, Correlations correlations, OffsetRules rules) {
    PortfolioParameters usual = Fixtures.parameters();
    PortfolioParameters parameters =
        new PortfolioParameters(
            usual.id(),
            usual.version(),
            usual.scenarios(),
            usual.scenariosByUnderlying(),
            rules,
            usual.closing(),
            usual.venues(),
            usual.oracle(),
            usual.fallbacks());
    RiskContext context =
        new RiskContext(
            Fixtures.market(), parameters, new JointInputs(correlations, List.of(), List.of()));
    PricedInstruments profiles =
        PricedInstruments.of(context).with(holdings.stream().map(Holding::instrument).toList());
    List<PricedHolding> rows =
        holdings.stream().map(holding -> PricedHolding.of(holding, profiles)).toList();
    return new NettedBook(profiles, rows, NettingRules.standAlone()).cross();
  }

  /** Signed worst losses: the net value of each underlying times 18 %. */
  private static List<Double> signed(List<Holding> holdings) {
    List<Double> losses = new ArrayList<>();
    for (UnderlyingId underlying : List.of(BTC, ETH, SOL)) {
      double value = 0;
      for (Holding holding : holdings) {
        if (holding.instrument().underlyings().contains(underlying)) {
          boolean isFuture = holding.instrument() instanceof Future;
          value += holding.quantity() * SPOTS.getOrDefault(underlying, 0.0) * (isFuture ? 1.01 : 1);
        }
      }
      losses.add(value * 0.18);
    }
    return losses;
  }

  @Property(tries = 100)
  void itIsTheQuadraticFormOfSignedLosses(
      @ForAll("linear") List<Holding> holdings,
      @ForAll @DoubleRange(min = -0.4, max = 1) double rho) {
    List<Double> losses = signed(holdings);
    double square = 0;
    double absolute = 0;
    for (int i = 0; i < 3; i++) {
      absolute += Math.abs(losses.get(i));
      for (int j = 0; j < 3; j++) {
        square += (i == j ? 1 : rho) * losses.get(i) * losses.get(j);
      }
    }
    CrossMargin cross = cross(holdings, all(rho), PLAIN);
    double rounding = 1e-7 * (1 + absolute);
    assertThat(cross.correlation()).isCloseTo(Math.sqrt(Math.max(0, square)), within(rounding));
    assertThat(cross.undiversified()).isCloseTo(absolute, within(rounding));
  }

  @Property(tries = 50)
  void perfectCorrelationAddsUpAndNoneIsTheRootOfSquares(@ForAll("linear") List<Holding> holdings) {
    List<Double> losses = signed(holdings);
    double sum = Math.abs(losses.stream().mapToDouble(loss -> loss).sum());
    double root = Math.sqrt(losses.stream().mapToDouble(loss -> loss * loss).sum());
    double rounding = 1e-7 * (1 + root);
    assertThat(cross(holdings, all(1), PLAIN).correlation()).isCloseTo(sum, within(rounding * 100));
    assertThat(cross(holdings, all(0), PLAIN).correlation()).isCloseTo(root, within(rounding));
    assertThat(cross(holdings, Correlations.UNKNOWN, PLAIN).correlation())
        .isCloseTo(losses.stream().mapToDouble(Math::abs).sum(), within(rounding));
  }

  @Example
  void correlationsThatCannotBeAreMadeConsistent() {
    Correlations impossible =
        Correlations.UNKNOWN.with(ETH, BTC, 0.9).with(ETH, SOL, 0.9).with(BTC, SOL, -0.9);
    List<Holding> holdings =
        List.of(
            Fixtures.holding("a", 0, Fixtures.perpetual(ETH), 2 / 3000.0),
            Fixtures.holding("b", 0, Fixtures.perpetual(BTC), -1 / 60000.0),
            Fixtures.holding("c", 0, Fixtures.perpetual(SOL), -1 / 150.0));
    // As they are: 4 + 1 + 1 - 2 (0.9 * 2 + 0.9 * 2 + 0.9) is below 0.
    assertThat(cross(holdings, impossible, PLAIN).correlation()).isGreaterThan(0.01);
  }

  @Property(tries = 100)
  void everyWayLiesBetweenItsFloorAndTheSum(@ForAll("books") List<Holding> holdings) {
    CrossMargin cross = cross(holdings, Fixtures.correlations(), OffsetRules.USUAL);
    double rounding = 1e-9 * (1 + cross.undiversified());
    assertThat(cross.correlation()).isBetween(0.0, cross.undiversified() + rounding);
    assertThat(cross.correlation())
        .isGreaterThanOrEqualTo(0.5 * cross.undiversified() / 3 - rounding);
    assertThat(cross.sameScenario()).isBetween(0.0, cross.undiversified() + rounding);
    assertThat(cross.charged()).isGreaterThanOrEqualTo(cross.correlation());
  }
}
