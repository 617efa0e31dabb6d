package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.requirement.HoldingAttribution;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PortfolioLawsTest {
  private static final NettingRules RULES = NettingRules.recognising("half", 0.5);
  private static final PortfolioMargin ENGINE = Fixtures.engine();
  private static final PortfolioMargin SHALLOW = Fixtures.engine(Fixtures.shallow());
  private static final PortfolioMargin SAME = Fixtures.engine();
  private static final List<PortfolioMargin> RISING =
      List.of(
          ENGINE, engine(Fixtures.grid(1.3)), engine(Fixtures.grid(2)), engine(Fixtures.grid(4)));
  private static final PortfolioMargin WIDE = engine(both(1, 1.5));
  private static final PortfolioMargin LATE = late(Fixtures.joint(Fixtures.market()));
  private static final PortfolioMargin LATE_AND_ALONE = late(JointInputs.NONE);
  private static final PortfolioMargin LATE_IN_A_CRASH =
      late(
          new JointInputs(
              Fixtures.correlations(),
              List.of(),
              List.of(MarketMove.of("crash", ETH, Shock.spot(0.56)))));

  /** A minute, twenty days, and the fallback of a venue of which nothing is said. */
  private static PortfolioMargin late(JointInputs joint) {
    return new PortfolioMargin(
        Fixtures.market(), Fixtures.delayed(Duration.ofMinutes(1), Duration.ofDays(20)), joint);
  }

  private static PortfolioMargin engine(ScenarioSet grid) {
    return new PortfolioMargin(
        Fixtures.market(), Fixtures.parameters(grid), Fixtures.joint(Fixtures.market()));
  }

  private static ScenarioSet both(double scale, double other) {
    List<Scenario> scenarios = new ArrayList<>(Fixtures.grid(scale).scenarios());
    for (Scenario scenario : Fixtures.grid(other).scenarios()) {
      scenarios.add(new Scenario("more-" + scenario.id(), scenario.shock(), 1));
    }
    return new ScenarioSet("both", scenarios);
  }

  /** In deep markets, and in shallow and doubted ones. */
  @Provide
  Arbitrary<PortfolioMargin> engines() {
    return Arbitraries.of(ENGINE, SHALLOW);
  }

  @Provide
  Arbitrary<List<Holding>> books() {
    return Books.any();
  }

  @Provide
  Arbitrary<List<Holding>> linear() {
    return Books.linear();
  }

  private static RequirementTotals totals(List<Holding> holdings) {
    return ENGINE.open(book(holdings, RULES)).totals();
  }

  /** The part that netting makes smaller. */
  private static double core(Requirement requirement) {
    return requirement.part(MarginPart.SCENARIO)
        + requirement.part(MarginPart.OFFSET)
        + requirement.part(MarginPart.EXPECTED_SHORTFALL)
        + requirement.part(MarginPart.STRESS);
  }

  /** Rounding, relative to everything that went into a number. */
  private static double rounding(RequirementTotals totals) {
    return 1e-9 * (1 + totals.gross().total());
  }

  @Property(tries = 150)
  void partsAddUpAndNoLevelOfNettingRequiresMoreThanTheOneBelow(
      @ForAll("books") List<Holding> holdings, @ForAll("engines") PortfolioMargin engine) {
    RequirementTotals totals = engine.open(book(holdings, RULES)).totals();
    double rounding = rounding(totals);
    for (Requirement one :
        List.of(totals.gross(), totals.accounts(), totals.perSet(), totals.all())) {
      assertThat(one.total()).isFinite().isNotNegative();
      double sum = one.parts().values().stream().mapToDouble(part -> part).sum();
      assertThat(sum).isCloseTo(one.total(), within(rounding));
    }
    assertThat(totals.accounts().total()).isLessThanOrEqualTo(totals.gross().total() + rounding);
    assertThat(totals.perSet().total()).isLessThanOrEqualTo(totals.accounts().total() + rounding);
    assertThat(totals.all().total()).isLessThanOrEqualTo(totals.perSet().total() + rounding);
  }

  @Property(tries = 100)
  void theOrderOfHoldingsChangesNoBit(
      @ForAll("books") List<Holding> holdings, @ForAll Random random) {
    List<Holding> shuffled = new ArrayList<>(holdings);
    Collections.shuffle(shuffled, random);
    PortfolioMarginResult one = ENGINE.margin(book(holdings, RULES));
    PortfolioMarginResult other = SAME.margin(book(shuffled, RULES));
    assertThat(other).isEqualTo(one);
    assertThat(other.toString()).isEqualTo(one.toString());
  }

  @Property(tries = 100)
  void splittingAPositionChangesNothing(
      @ForAll("books") List<Holding> holdings,
      @ForAll("engines") PortfolioMargin engine,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    List<Holding> split = new ArrayList<>(holdings);
    Holding first = split.removeFirst();
    split.add(first.withQuantity(share * first.quantity()));
    split.add(
        new Holding(
            "split",
            first.venue(),
            first.marginAccount(),
            first.instrument(),
            (1 - share) * first.quantity()));
    RequirementTotals one = engine.open(book(holdings, RULES)).totals();
    RequirementTotals other = engine.open(book(split, RULES)).totals();
    double rounding = rounding(one);
    assertThat(other.gross().total()).isCloseTo(one.gross().total(), within(rounding));
    assertThat(other.perSet().total()).isCloseTo(one.perSet().total(), within(rounding));
    assertThat(other.all().total()).isCloseTo(one.all().total(), within(rounding));
  }

  /** Impact and concentration grow faster than the size; everything else with it. */
  @Property(tries = 100)
  void theRequirementGrowsWithTheSize(
      @ForAll("books") List<Holding> holdings,
      @ForAll @DoubleRange(min = 1, max = 10) double times) {
    List<Holding> larger =
        holdings.stream().map(h -> h.withQuantity(times * h.quantity())).toList();
    Requirement one = totals(holdings).all();
    Requirement other = totals(larger).all();
    double rounding = rounding(totals(larger));
    assertThat(core(other)).isCloseTo(times * core(one), within(rounding));
    assertThat(other.part(MarginPart.BASIS))
        .isCloseTo(times * one.part(MarginPart.BASIS), within(rounding));
    assertThat(other.part(MarginPart.DELAY))
        .isCloseTo(times * one.part(MarginPart.DELAY), within(rounding));
    assertThat(other.part(MarginPart.LIQUIDITY))
        .isGreaterThanOrEqualTo(times * one.part(MarginPart.LIQUIDITY) - rounding);
  }

  /** Before losses are put together: a hedge whose gain grows with the scenarios offsets more. */
  @Property(tries = 100)
  void moreScenariosNeverFindASmallerLoss(@ForAll("books") List<Holding> holdings) {
    RequirementTotals narrow = totals(holdings);
    RequirementTotals wide = WIDE.open(book(holdings, RULES)).totals();
    assertThat(wide.all().part(MarginPart.SCENARIO))
        .isGreaterThanOrEqualTo(narrow.all().part(MarginPart.SCENARIO) - rounding(wide));
    assertThat(wide.gross().part(MarginPart.SCENARIO))
        .isGreaterThanOrEqualTo(narrow.gross().part(MarginPart.SCENARIO) - rounding(wide));
  }

  @Property(tries = 50)
  void largerMovesNeverRequireLessOfALinearBook(@ForAll("linear") List<Holding> holdings) {
    double before = 0;
    for (PortfolioMargin engine : RISING) {
      RequirementTotals totals = engine.open(book(holdings, RULES)).totals();
      assertThat(totals.all().total()).isGreaterThanOrEqualTo(before - rounding(totals));
      before = totals.all().total();
    }
  }

  @Property(tries = 100)
  void anOffsetWhereItIsHeldLeavesNothingOfBoth(@ForAll("books") List<Holding> holdings) {
    Holding first = holdings.getFirst();
    List<Holding> rest = holdings.subList(1, holdings.size());
    List<Holding> offset = new ArrayList<>(holdings);
    offset.add(
        new Holding(
            "offset", first.venue(), first.marginAccount(), first.instrument(), -first.quantity()));
    RequirementTotals after = totals(offset);
    assertThat(after.perSet().total())
        .isCloseTo(totals(rest).perSet().total(), within(rounding(after)));
    assertThat(after.perSet().total())
        .isLessThanOrEqualTo(totals(holdings).gross().total() + rounding(after));
  }

  @Provide
  Arbitrary<List<Holding>> hedged() {
    Arbitrary<List<Holding>> pair =
        Combinators.combine(
                Arbitraries.of(ETH, BTC, SOL),
                Arbitraries.doubles().between(-50, 50),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(0, 2))
            .as(Books::pair);
    return pair.list().ofMinSize(1).ofMaxSize(5).map(Books::joined);
  }

  @Property(tries = 100)
  void aHedgedBookRequiresWhatItsHedgesCostAndItsLiquidity(
      @ForAll("hedged") List<Holding> holdings) {
    RequirementTotals totals = totals(holdings);
    Requirement all = totals.all();
    assertThat(core(all)).isCloseTo(0, within(rounding(totals)));
    assertThat(all.total())
        .isCloseTo(
            all.part(MarginPart.BASIS)
                + all.part(MarginPart.DELAY)
                + all.part(MarginPart.LIQUIDITY),
            within(rounding(totals)));
  }

  /** Positions that are worth their size, at venues whose margin is late by different times. */
  @Provide
  Arbitrary<List<Holding>> oneUnderlying() {
    return Books.straight(List.of(ETH));
  }

  @Provide
  Arbitrary<List<Holding>> someUnderlyings() {
    return Books.straight(List.of(ETH, BTC, SOL));
  }

  @Provide
  Arbitrary<PortfolioMargin> late() {
    return Arbitraries.of(LATE, LATE_AND_ALONE, LATE_IN_A_CRASH);
  }

  /** A hedge takes away no more than what is open, and its cost is stated. */
  @Property(tries = 300)
  void aHedgeNeverRequiresMoreThanItsBasisAndLiquidity(
      @ForAll("oneUnderlying") List<Holding> holdings,
      @ForAll("late") PortfolioMargin engine,
      @ForAll @IntRange(min = 0, max = 2) int venue,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    assertHedgeCostsWhatIsStated(engine, holdings, ETH, venue, share);
  }

  /**
   * Where losses of underlyings are added up: a hedge of one may cost what it offset of another.
   */
  @Property(tries = 150)
  void aHedgeOfOneOfSomeUnderlyingsNeverRequiresMoreEither(
      @ForAll("someUnderlyings") List<Holding> holdings,
      @ForAll @IntRange(min = 0, max = 2) int venue,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    for (UnderlyingId underlying : List.of(ETH, BTC, SOL)) {
      assertHedgeCostsWhatIsStated(LATE_AND_ALONE, holdings, underlying, venue, share);
    }
  }

  private static void assertHedgeCostsWhatIsStated(
      PortfolioMargin engine,
      List<Holding> holdings,
      UnderlyingId underlying,
      int venue,
      double share) {
    double open =
        holdings.stream()
            .filter(holding -> holding.instrument().underlyings().contains(underlying))
            .mapToDouble(Holding::quantity)
            .sum();
    List<Holding> hedged = new ArrayList<>(holdings);
    hedged.add(Fixtures.holding("hedge", venue, perpetual(underlying), -share * open));
    RequirementTotals before = engine.open(book(holdings, RULES)).totals();
    RequirementTotals after = engine.open(book(hedged, RULES)).totals();
    double stated =
        after.all().part(MarginPart.BASIS)
            - before.all().part(MarginPart.BASIS)
            + after.all().part(MarginPart.LIQUIDITY)
            - before.all().part(MarginPart.LIQUIDITY);
    assertThat(after.all().total())
        .isLessThanOrEqualTo(before.all().total() + stated + rounding(after));
  }

  @Property(tries = 150)
  void sharesAddUpToTheWhole(
      @ForAll("books") List<Holding> holdings, @ForAll("engines") PortfolioMargin engine) {
    PortfolioMarginResult result = engine.margin(book(holdings, RULES));
    double sum = result.attribution().stream().mapToDouble(HoldingAttribution::contribution).sum();
    double alone = result.attribution().stream().mapToDouble(HoldingAttribution::alone).sum();
    double rounding = rounding(result.totals());
    double inSets = result.attribution().stream().mapToDouble(HoldingAttribution::inSet).sum();
    assertThat(sum).isCloseTo(result.totals().all().total(), within(rounding));
    assertThat(inSets).isCloseTo(result.totals().perSet().total(), within(rounding));
    assertThat(alone).isCloseTo(result.totals().gross().total(), within(rounding));
  }

  /**
   * A share is quantity times derivative, where no cap of the netted part or of the basis binds. At
   * a kink it lies between the slopes of both sides.
   */
  @Property(tries = 100)
  void sharesAreDerivatives(@ForAll("books") List<Holding> holdings) {
    double step = 1e-5;
    LiveBook open = ENGINE.open(book(holdings, RULES));
    PortfolioMarginResult result = open.margin();
    RequirementTotals totals = result.totals();
    double rounding = rounding(totals);
    Assume.that(result.cross().charged() <= core(totals.all()) + rounding);
    Assume.that(
        totals.all().part(MarginPart.BASIS) + totals.all().part(MarginPart.DELAY) == 0
            || smooth(totals.all()) < smooth(totals.perSet()) - rounding);
    double tolerance = 1e-4 * (1 + totals.gross().total());
    for (HoldingAttribution share : result.attribution()) {
      double right = (resized(open, share, 1 + step) - smooth(totals.all())) / step;
      double left = (smooth(totals.all()) - resized(open, share, 1 - step)) / step;
      double expected =
          share.parts().getOrDefault(MarginPart.SCENARIO, 0.0)
              + share.parts().getOrDefault(MarginPart.BASIS, 0.0)
              + share.parts().getOrDefault(MarginPart.DELAY, 0.0);
      assertThat(expected)
          .isBetween(Math.min(left, right) - tolerance, Math.max(left, right) + tolerance);
    }
  }

  private static double smooth(Requirement requirement) {
    return core(requirement)
        + requirement.part(MarginPart.BASIS)
        + requirement.part(MarginPart.DELAY);
  }

  private static double resized(LiveBook book, HoldingAttribution share, double factor) {
    double quantity =
        book.book().holdings().stream()
            .filter(holding -> holding.id().equals(share.holding()))
            .mapToDouble(Holding::quantity)
            .sum();
    Change change = new Change.Resize(share.holding(), factor * quantity);
    return smooth(book.whatIf(List.of(change)).after().all());
  }
}
