package io.setoff.risk.margin.portfolio.allocation;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.VENUES;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.Books;
import io.setoff.risk.margin.portfolio.Change;
import io.setoff.risk.margin.portfolio.Fixtures;
import io.setoff.risk.margin.portfolio.LiveBook;
import io.setoff.risk.margin.portfolio.PortfolioBook;
import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.margin.portfolio.allocation.AccountAllocation.Reason;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.LiquidationRule;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.Recognition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AllocationTest {
  private static final PortfolioMargin ENGINE = Fixtures.engine();
  private static final PortfolioMargin SHALLOW = Fixtures.engine(Fixtures.shallow());

  /** In deep markets, and in shallow and doubted ones. */
  @Provide
  Arbitrary<PortfolioMargin> engines() {
    return Arbitraries.of(ENGINE, SHALLOW);
  }

  @Provide
  Arbitrary<List<Holding>> books() {
    return Books.any();
  }

  /** Any recognition between each pair of the three venues, and any floor. */
  @Provide
  Arbitrary<NettingRules> rules() {
    Arbitrary<Double> share = Arbitraries.integers().between(0, 100).map(p -> p / 100.0);
    return Combinators.combine(share, share, share, share)
        .as(
            (one, two, three, floor) ->
                rules(
                    List.of(
                        new Recognition(VENUES.get(0), VENUES.get(1), one),
                        new Recognition(VENUES.get(1), VENUES.get(2), two),
                        new Recognition(VENUES.get(2), VENUES.get(0), three)),
                    0,
                    floor));
  }

  private static NettingRules rules(List<Recognition> pairs, double others, double floor) {
    return new NettingRules(
        "test",
        1,
        List.of(),
        pairs,
        others,
        Duration.ofHours(1),
        Collections.emptySortedMap(),
        floor);
  }

  private static BigInteger micro(double usd) {
    return BigDecimal.valueOf(usd).movePointRight(6).toBigInteger();
  }

  @Property(tries = 200)
  void nothingIsCountedTwice(
      @ForAll("books") List<Holding> holdings,
      @ForAll("rules") NettingRules rules,
      @ForAll("engines") PortfolioMargin engine) {
    LiveBook live = engine.open(book(holdings, rules));
    Allocation allocation = live.allocation();
    RequirementTotals totals = live.totals();
    BigInteger sum = BigInteger.ZERO;
    for (AccountAllocation account : allocation.accounts()) {
      sum = sum.add(account.allocated());
      assertThat(account.allocated()).isLessThanOrEqualTo(account.standAlone());
      BigInteger floor =
          new BigDecimal(account.standAlone())
              .multiply(BigDecimal.valueOf(rules.defaultFloor()))
              .toBigInteger();
      assertThat(account.allocated()).isGreaterThanOrEqualTo(floor);
    }
    assertThat(sum).isEqualTo(allocation.allocated());
    assertThat(sum).isGreaterThanOrEqualTo(allocation.recognised());
    assertThat(allocation.recognised()).isGreaterThanOrEqualTo(allocation.netOfAll());
    assertThat(allocation.netOfAll()).isGreaterThanOrEqualTo(micro(totals.all().total()));
    assertThat(allocation.standAlone()).isGreaterThanOrEqualTo(micro(totals.accounts().total()));
  }

  /** {@code sum A >= theta R + (1 - theta) sum S >= R}, in whole micro-USD. */
  @Property(tries = 150)
  void withOneRecognitionTheSumIsAWeightedMean(
      @ForAll("books") List<Holding> holdings,
      @ForAll("engines") PortfolioMargin engine,
      @ForAll @IntRange(min = 0, max = 100) int percent) {
    NettingRules rules = rules(List.of(), percent / 100.0, 0);
    Allocation allocation = engine.open(book(holdings, rules)).allocation();
    BigInteger mean =
        allocation
            .netOfAll()
            .multiply(BigInteger.valueOf(percent))
            .add(allocation.standAlone().multiply(BigInteger.valueOf(100 - percent)));
    BigInteger allocated = allocation.allocated().multiply(BigInteger.valueOf(100));
    assertThat(allocated).isGreaterThanOrEqualTo(mean);
    assertThat(mean)
        .isGreaterThanOrEqualTo(allocation.netOfAll().multiply(BigInteger.valueOf(100)));
  }

  @Property(tries = 100)
  void withoutRecognitionEveryNettingSetKeepsItsRequirement(
      @ForAll("books") List<Holding> holdings) {
    LiveBook live = ENGINE.open(book(holdings, NettingRules.standAlone()));
    Allocation allocation = live.allocation();
    assertThat(allocation.allocated()).isEqualTo(allocation.standAlone());
    assertThat(allocation.allocated())
        .isGreaterThanOrEqualTo(micro(live.totals().perSet().total()));
  }

  /**
   * Closing a position at one account lowers what another is told by no more than the position
   * requires, alone or the other way round. In deep markets: where positions share a market's
   * depth, closing one also makes the others cheaper to close.
   */
  @Property(tries = 150)
  void aPositionElsewhereCarriesNoMoreThanItsOwnShare(@ForAll("books") List<Holding> holdings) {
    NettingRules rules = rules(List.of(), 1, 0);
    LiveBook before = ENGINE.open(book(holdings, rules));
    Holding removed = holdings.getFirst();
    AccountKey its = AccountKey.of(removed);
    LiveBook after = before.whatIf(List.of(new Change.Remove(removed.id()))).book();
    double share = Math.max(alone(removed, 1), alone(removed, -1));
    for (AccountAllocation account : before.allocation().accounts()) {
      if (!account.account().equals(its)) {
        BigInteger left =
            after.allocation().accounts().stream()
                .filter(other -> other.account().equals(account.account()))
                .map(AccountAllocation::allocated)
                .findFirst()
                .orElseThrow();
        double fall = account.allocated().subtract(left).doubleValue() / 1e6;
        assertThat(fall).isLessThanOrEqualTo(share * (1 + 1e-9) + 1e-3);
      }
    }
  }

  private static double alone(Holding holding, int side) {
    Holding turned = holding.withQuantity(side * holding.quantity());
    return ENGINE.open(book(List.of(turned), NettingRules.standAlone())).totals().gross().total();
  }

  private static Allocation allocation(NettingRules rules, Holding... holdings) {
    return ENGINE.open(book(List.of(holdings), rules)).allocation();
  }

  private static double allocated(Allocation allocation, int account) {
    return allocation.accounts().get(account).allocated().doubleValue() / 1e6;
  }

  @Example
  void aHedgeIsSharedByBothSides() {
    Allocation allocation =
        allocation(
            rules(List.of(), 0.8, 0),
            holding("a", 0, new Spot(ETH), 10),
            holding("b", 1, perpetual(ETH), -10));
    // What the hedge costs is left: 10 * 3,000 * 1 % on each side, and 0.04 * 2.33 / sqrt 24 of it
    // for the side that loses, half on each as both may. The half spread is 15.
    double cost = 30_000 * (0.01 + 0.04 * 2.33 / Math.sqrt(24) / 2);
    double expected = 0.8 * cost + 0.2 * 5400 + 15;
    assertThat(allocated(allocation, 0)).isCloseTo(expected, within(0.1));
    assertThat(allocated(allocation, 1)).isCloseTo(expected, within(0.1));
    assertThat(allocation.accounts())
        .extracting(AccountAllocation::reason)
        .containsOnly(Reason.RECOGNISED_HEDGE);
  }

  @Example
  void aHedgeOfOthersHelpsAThirdAccountOnlyAsFarAsItIsRelated() {
    Allocation allocation =
        allocation(
            rules(List.of(), 1, 0),
            holding("a", 0, new Spot(ETH), 10),
            holding("b", 1, perpetual(ETH), -10),
            holding("c", 2, new Spot(BTC), 0.5));
    // Each alone 5,400, rho 0.56. The third brings 5,400 when it joins first or last, and the rise
    // to both when it joins one: Shapley's value over all six orders, here over a sample of them.
    double withLong = 5400 * Math.sqrt(2 + 2 * 0.56) - 5400;
    double withShort = 5400 * Math.sqrt(2 - 2 * 0.56) - 5400;
    double shapley = 5400 * 4 / 6.0 + withLong / 6 + withShort / 6;
    assertThat(allocated(allocation, 2)).isCloseTo(shapley, within(0.05 * 5400));
  }

  @Example
  void aUnitIsMatchedOnce() {
    NettingRules rules =
        rules(
            List.of(
                new Recognition(VENUES.get(0), VENUES.get(1), 1),
                new Recognition(VENUES.get(0), VENUES.get(2), 1)),
            0,
            0);
    Allocation allocation =
        allocation(
            rules,
            holding("a", 0, perpetual(ETH), 10),
            holding("b", 1, perpetual(ETH), -10),
            holding("c", 2, perpetual(ETH), -10));
    // The long hedges the first short; the second, which only the long recognises, stands alone.
    assertThat(allocation.accounts().get(2).reason()).isEqualTo(Reason.NO_BENEFIT);
    assertThat(allocation.allocated().doubleValue() / 1e6).isGreaterThan(5400);
  }

  @Example
  void theVenuesFloorHolds() {
    Allocation allocation =
        allocation(
            rules(List.of(), 1, 0.5),
            holding("a", 0, new Spot(ETH), 10),
            holding("b", 1, perpetual(ETH), -10));
    for (AccountAllocation account : allocation.accounts()) {
      assertThat(account.reason()).isEqualTo(Reason.VENUE_FLOOR);
      BigInteger twice = account.allocated().multiply(BigInteger.TWO);
      assertThat(twice.subtract(account.standAlone())).isBetween(BigInteger.ZERO, BigInteger.ONE);
    }
  }

  @Example
  void recognitionFallsWithAgeAndNeedsFinality() {
    List<Holding> holdings =
        List.of(holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -10));
    NettingRules rules = rules(List.of(), 1, 0);
    double fresh = sum(holdings, rules, new AccountState(Duration.ZERO, true, none()));
    double half = sum(holdings, rules, new AccountState(Duration.ofMinutes(30), true, none()));
    double old = sum(holdings, rules, new AccountState(Duration.ofHours(2), true, none()));
    double pending = sum(holdings, rules, new AccountState(Duration.ZERO, false, none()));
    double standAlone = 2 * 5415;
    assertThat(half).isCloseTo((fresh + standAlone) / 2, within(0.1));
    assertThat(old).isCloseTo(standAlone, within(0.1));
    assertThat(pending).isCloseTo(standAlone, within(0.1));
  }

  private static Optional<LiquidationRule> none() {
    return Optional.empty();
  }

  private static double sum(List<Holding> holdings, NettingRules rules, AccountState second) {
    SortedMap<AccountKey, AccountState> states = new TreeMap<>();
    states.put(AccountKey.of(holdings.get(0)), AccountState.FRESH);
    states.put(AccountKey.of(holdings.get(1)), second);
    PortfolioBook book = new PortfolioBook(holdings, rules, states, Collections.emptySortedMap());
    return ENGINE.open(book).allocation().allocated().doubleValue() / 1e6;
  }
}
