package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static io.setoff.risk.margin.portfolio.Fixtures.VENUES;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.joint;
import static io.setoff.risk.margin.portfolio.Fixtures.parameters;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static io.setoff.risk.margin.portfolio.Fixtures.put;
import static io.setoff.risk.margin.portfolio.Fixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.allocation.AccountAllocation;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.profile.RiskGap.Kind;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointMoves;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.GridSurface;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.market.VolSurface;
import io.setoff.risk.pricing.Pricer;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is not known never frees margin, and is always told. */
class MissingDataTest {
  private static final NettingRules RULES = NettingRules.recognising("half", 0.5);
  private static final MarketSnapshot FULL = Fixtures.market();
  private static final PortfolioMargin COMPLETE = Fixtures.engine();

  /** One quote of ETH, at the money in March. */
  private static MarketSnapshot oneQuote() {
    GridSurface.Smile smile =
        new GridSurface.Smile(FULL.years(Fixtures.MARCH), List.of(0.0), List.of(0.7));
    SortedMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>(FULL.underlyings());
    VolSurface surface =
        new GridSurface(
            GridSurface.Axis.LOG_MONEYNESS, List.of(smile), new Observation("test", Fixtures.NOW));
    markets.put(ETH, eth(Kind.UNPRICED, Optional.of(surface)));
    return new MarketSnapshot(FULL.asOf(), markets);
  }

  /** ETH without some of what is known of it. */
  private static MarketSnapshot without(Kind kind) {
    SortedMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>(FULL.underlyings());
    Optional<VolSurface> surface = FULL.of(ETH).orElseThrow().volatilities();
    markets.put(ETH, eth(kind, kind == Kind.VOLATILITIES ? Optional.empty() : surface));
    return new MarketSnapshot(FULL.asOf(), markets);
  }

  private static UnderlyingMarket eth(Kind without, Optional<VolSurface> surface) {
    UnderlyingMarket eth = FULL.of(ETH).orElseThrow();
    return new UnderlyingMarket(
        ETH,
        eth.spot(),
        eth.perpetualMark(),
        without == Kind.FORWARD ? Collections.emptySortedMap() : eth.forwards(),
        eth.rate(),
        surface,
        without == Kind.DAILY_VOLATILITY ? OptionalDouble.empty() : eth.dailyVolatility(),
        without == Kind.DAILY_VOLUME ? OptionalDouble.empty() : eth.dailyVolume(),
        without == Kind.HALF_SPREAD ? OptionalDouble.empty() : eth.halfSpread(),
        eth.confidence(),
        eth.observation());
  }

  private static PortfolioMargin engine(MarketSnapshot market) {
    return new PortfolioMargin(market, parameters(), joint(FULL));
  }

  private static PortfolioMargin engine(PortfolioParameters parameters, JointInputs joint) {
    return new PortfolioMargin(FULL, parameters, joint);
  }

  private static final PortfolioMargin WITHOUT_VOLATILITIES = engine(without(Kind.VOLATILITIES));
  private static final PortfolioMargin WITHOUT_TERMS =
      engine(PortfolioParameters.usual(Fixtures.grid(1)), joint(FULL));
  private static final PortfolioMargin WITHOUT_CORRELATIONS =
      engine(
          parameters(),
          new JointInputs(Correlations.UNKNOWN, joint(FULL).simulations(), List.of()));
  private static final PortfolioMargin WITHOUT_SIMULATION =
      engine(parameters(), new JointInputs(Fixtures.correlations(), List.of(), List.of()));
  private static final List<PortfolioMargin> LESS_KNOWN =
      List.of(
          engine(without(Kind.FORWARD)),
          WITHOUT_VOLATILITIES,
          engine(without(Kind.DAILY_VOLATILITY)),
          engine(without(Kind.DAILY_VOLUME)),
          engine(without(Kind.HALF_SPREAD)),
          engine(oneQuote()),
          WITHOUT_TERMS,
          WITHOUT_CORRELATIONS,
          WITHOUT_SIMULATION);

  @Provide
  Arbitrary<List<Holding>> books() {
    return Books.any();
  }

  /** An option that is worth nothing hedges nothing: the cost of that hedge is spared. */
  @Property(tries = 60)
  void knowingLessNeverFreesMargin(@ForAll("books") List<Holding> holdings) {
    RequirementTotals known = COMPLETE.open(book(holdings, RULES)).totals();
    for (PortfolioMargin less : LESS_KNOWN) {
      LiveBook unsure = less.open(book(holdings, RULES));
      double slack =
          1e-9 * (1 + known.gross().total())
              + (less == WITHOUT_VOLATILITIES
                  ? known.all().part(MarginPart.BASIS) + known.all().part(MarginPart.DELAY)
                  : 0);
      assertThat(unsure.totals().equity() - unsure.totals().all().total())
          .isLessThanOrEqualTo(known.equity() - known.all().total() + slack);
      assertThat(unsure.totals().excess()).isLessThanOrEqualTo(known.excess() + slack);
    }
  }

  private static List<RiskGap> gaps(PortfolioMargin engine, Holding... holdings) {
    return List.copyOf(engine.open(book(List.of(holdings), RULES)).gaps());
  }

  @Example
  void everyGapIsTold() {
    Holding spot = holding("a", 0, new Spot(ETH), 1);
    Holding option = holding("b", 0, call(ETH, 3000), 1);
    assertThat(gaps(COMPLETE, spot, option)).isEmpty();
    assertThat(gaps(engine(without(Kind.FORWARD)), spot)).isEmpty();
    for (Kind kind :
        List.of(
            Kind.FORWARD,
            Kind.VOLATILITIES,
            Kind.DAILY_VOLATILITY,
            Kind.DAILY_VOLUME,
            Kind.HALF_SPREAD)) {
      assertThat(gaps(engine(without(kind)), option))
          .containsExactly(new RiskGap(kind, "crypto:ETH"));
    }
    assertThat(gaps(engine(oneQuote()), option))
        .containsExactly(new RiskGap(Kind.VOLATILITY_QUOTE, "crypto:ETH"));
    Holding other = holding("c", 1, perpetual(BTC), 1);
    assertThat(gaps(WITHOUT_TERMS, spot, other))
        .containsExactly(
            new RiskGap(Kind.VENUE_TERMS, VENUES.get(0)),
            new RiskGap(Kind.VENUE_TERMS, VENUES.get(1)));
    assertThat(gaps(WITHOUT_CORRELATIONS, spot, other))
        .containsExactly(new RiskGap(Kind.CORRELATION, "crypto:BTC crypto:ETH"));
    assertThat(gaps(WITHOUT_SIMULATION, spot, other))
        .containsExactly(new RiskGap(Kind.SIMULATION, "portfolio"));
    LiveBook unread = COMPLETE.open(PortfolioBook.of(List.of(spot, other), RULES));
    assertThat(unread.gaps())
        .extracting(RiskGap::kind)
        .containsExactly(Kind.ACCOUNT_STATE, Kind.ACCOUNT_STATE);
  }

  @Example
  void anOptionWithoutVolatilitiesCountsAsItsWorst() {
    PortfolioMargin engine = engine(without(Kind.VOLATILITIES));
    RequirementTotals totals =
        engine
            .open(
                book(
                    List.of(
                        holding("long", 0, call(ETH, 2000), 5),
                        holding("short", 0, call(ETH, 4000), -2),
                        holding("put", 0, put(ETH, 2500), -3)),
                    RULES))
            .totals();
    assertThat(totals.equity()).isZero();
    // Two calls on 3,000 times 1.18, and three times the strike; nothing offsets them.
    assertThat(totals.all().part(MarginPart.MISSING_DATA))
        .isCloseTo(2 * 3540 + 3 * 2500, within(1e-9));
  }

  @Example
  void aVolatilityBeyondTheQuotesMayBeWrong() {
    PortfolioMarginResult result =
        engine(oneQuote()).margin(book(List.of(holding("a", 0, call(ETH, 4000), -2)), RULES));
    Pricer pricer = new Pricer(FULL);
    double now = pricer.value(call(ETH, 4000), MarketMove.NONE);
    VolShock quarter = new VolShock.Relative(0.25, 0, 0, 1, 0);
    double more = pricer.value(call(ETH, 4000), MarketMove.of("more", ETH, new Shock(1, quarter)));
    assertThat(result.totals().all().part(MarginPart.MISSING_DATA))
        .isCloseTo(2 * (more - now), within(1e-6));
  }

  @Example
  void aFutureWithoutForwardIsSpotAndAnAddOn() {
    RequirementTotals totals =
        engine(without(Kind.FORWARD))
            .open(book(List.of(holding("a", 0, new Future(ETH, Fixtures.MARCH), -2)), RULES))
            .totals();
    assertThat(totals.all().part(MarginPart.SCENARIO)).isCloseTo(2 * 540, within(1e-9));
    assertThat(totals.all().part(MarginPart.MISSING_DATA)).isCloseTo(2 * 150, within(1e-9));
  }

  @Example
  void lossesOfUnderlyingsAddUpWithoutASimulation() {
    PortfolioMarginResult result =
        WITHOUT_SIMULATION.margin(
            book(
                List.of(holding("a", 1, perpetual(ETH), 10), holding("b", 1, perpetual(BTC), -0.5)),
                RULES));
    assertThat(result.cross().charged()).isCloseTo(10_800, within(1e-9));
    assertThat(result.cross().expectedShortfall()).isEmpty();
    double offset = result.totals().all().part(MarginPart.OFFSET);
    assertThat(result.totals().all().part(MarginPart.MISSING_DATA))
        .isCloseTo(-offset, within(1e-9));
  }

  @Example
  void scenariosAreScaledUpToAVolatilityThatNoSimulationShows() {
    MarketSnapshot wild = snapshot(Fixtures.market(ETH, 3000, 0.09, 1e12));
    RequirementTotals totals =
        new PortfolioMargin(wild, parameters(), JointInputs.NONE)
            .open(book(List.of(holding("a", 0, new Spot(ETH), 1)), RULES))
            .totals();
    // 2.83 * 9 % is more than the grid's 18 %.
    assertThat(totals.all().part(MarginPart.SCENARIO)).isCloseTo(540, within(1e-9));
    assertThat(totals.all().part(MarginPart.MISSING_DATA))
        .isCloseTo(3000 * 2.83 * 0.09 - 540, within(1e-9));
  }

  @Example
  void whatASimulationDoesNotCoverIsAddedToIt() {
    JointScenarios onlyEth =
        new JointMoves(
            "eth/1",
            0.5,
            FULL,
            new TreeSet<>(List.of(ETH)),
            List.of(MarketMove.of("down", ETH, Shock.spot(0.5))));
    JointInputs joint = new JointInputs(Fixtures.correlations(), List.of(onlyEth), List.of());
    PortfolioMarginResult result =
        engine(parameters(), joint)
            .margin(
                book(
                    List.of(
                        holding("a", 1, perpetual(ETH), 10), holding("b", 1, perpetual(BTC), -0.5)),
                    RULES));
    // Half of 30,000, and the worst of the other.
    assertThat(result.cross().charged()).isCloseTo(15_000 + 5400, within(1e-9));
    assertThat(result.gaps()).contains(new RiskGap(Kind.SIMULATION_COVERAGE, "crypto:BTC"));
    assertThat(result.attribution().get(0).parts().getOrDefault(MarginPart.SCENARIO, 0.0))
        .isCloseTo(15_000, within(1e-9));
    assertThat(result.attribution().get(1).parts().getOrDefault(MarginPart.SCENARIO, 0.0))
        .isCloseTo(5400, within(1e-9));
  }

  @Example
  void aHoldingWithoutPriceMakesTheResultIncompleteAndItsAccountStandAlone() {
    MarketSnapshot noSol = snapshot(Fixtures.market(ETH, 3000, 0.04, 1e12));
    PortfolioMarginResult result =
        new PortfolioMargin(noSol, parameters(), joint(noSol))
            .margin(
                book(
                    List.of(
                        holding("a", 0, new Spot(ETH), 10),
                        holding("b", 1, perpetual(ETH), -10),
                        holding("c", 1, perpetual(SOL), 5)),
                    NettingRules.recognising("all", 1)));
    assertThat(result.complete()).isFalse();
    assertThat(result.gaps()).contains(new RiskGap(Kind.UNPRICED, "c"));
    assertThat(result.allocation().accounts())
        .extracting(AccountAllocation::reason)
        .containsExactly(AccountAllocation.Reason.NO_BENEFIT, AccountAllocation.Reason.UNPRICED);
    assertThat(result.allocation().accounts().get(0).told()).isPresent();
    assertThat(result.allocation().accounts().get(1).told()).as("not 0: not known").isEmpty();
    assertThat(result.allocation().told()).isEmpty();
  }

  @Example
  void whatIsNotKnownOfAnAccountIsAskedOfIt() {
    PortfolioMarginResult result =
        engine(without(Kind.VOLATILITIES))
            .margin(
                book(
                    List.of(
                        holding("a", 0, new Spot(ETH), 10),
                        holding("b", 1, perpetual(ETH), -10),
                        holding("c", 1, call(ETH, 4000), -2)),
                    NettingRules.recognising("all", 1)));
    // Two calls on 3,000 times 1.18 at the second; its hedge is recognised all the same.
    BigInteger unknown = BigInteger.valueOf(2 * 3_540_000_000L);
    assertThat(result.allocation().accounts().get(0).contribution()).isLessThan(unknown);
    assertThat(result.allocation().accounts().get(1).contribution()).isGreaterThan(unknown);
  }
}
