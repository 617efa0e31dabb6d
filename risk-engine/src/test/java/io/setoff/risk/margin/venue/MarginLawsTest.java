package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.BTC;
import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.margin.venue.MarginResult.Attribution;
import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.MarginResult.UnderlyingMargin;
import io.setoff.risk.market.MarketSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MarginLawsTest {
  private static final MarginModel PMRM2 = MarginModels.byId("derive-pmrm2");
  private static final MarginModel PARADEX = MarginModels.byId("paradex");
  private static final int TRIES = 150;

  /** {@link Books#MARKET} without volatilities of ether. */
  private static final MarketSnapshot BLIND =
      Markets.snapshot(
          new Markets.Builder(ETH, 3000)
              .perpetual(3003)
              .forward(in(7), 3002)
              .forward(in(90), 3040)
              .expiry(in(90), 0, 0.05, 1)
              .build(),
          Books.MARKET.of(BTC).orElseThrow());

  @Provide
  Arbitrary<List<Holding>> books() {
    return Books.books();
  }

  @Provide
  Arbitrary<List<Holding>> derivatives() {
    return Books.derivatives();
  }

  @Provide
  Arbitrary<MarginModel> models() {
    return Arbitraries.of(MarginModels.all());
  }

  /** The models whose requirement grows in proportion to the book. */
  @Provide
  Arbitrary<MarginModel> homogeneous() {
    return Arbitraries.of(PMRM2, PARADEX, MarginModels.byId("derive-srm"));
  }

  /** The models of which every term nets: of the others Derive's SRM takes the better of two. */
  @Provide
  Arbitrary<MarginModel> subadditive() {
    return Arbitraries.of(PMRM2, PARADEX);
  }

  @Property(tries = TRIES)
  void partsAttributionAndUnderlyingsSumToTheRequirements(
      @ForAll("models") MarginModel model, @ForAll("derivatives") List<Holding> book) {
    MarginResult result = model.margin(book, Books.MARKET);

    assertThat(result.initial()).isNotNegative();
    assertThat(result.maintenance()).isNotNegative();
    assertSum(result.underlyings(), UnderlyingMargin::initial, result.initial());
    assertSum(result.underlyings(), UnderlyingMargin::maintenance, result.maintenance());
    for (UnderlyingMargin own : result.underlyings()) {
      assertSum(own.parts(), Part::initial, own.initial());
      assertSum(own.parts(), Part::maintenance, own.maintenance());
      assertThat(own.scenarios().stream().map(ScenarioGain::id)).doesNotHaveDuplicates();
    }
    assertThat(result.attribution().stream().map(Attribution::holding))
        .containsExactlyInAnyOrderElementsOf(book.stream().map(Holding::id).toList());
    assertSum(result.attribution(), Attribution::initial, result.initial());
    assertSum(result.attribution(), Attribution::maintenance, result.maintenance());
    assertThat(result.markToMarket() - result.initialNet())
        .isLessThanOrEqualTo(result.initial() + 1e-6);
  }

  private static <T> void assertSum(List<T> terms, ToDoubleFunction<T> amount, double total) {
    double sum = terms.stream().mapToDouble(amount).sum();
    assertThat(sum).isCloseTo(total, within(1e-9 * Math.max(1, total)));
  }

  /**
   * Euler: the part of a holding is the derivative of the requirement to its size times its size.
   * Where both sides of a kink differ it lies between them.
   */
  @Property(tries = TRIES)
  void attributionIsTheDerivative(
      @ForAll("homogeneous") MarginModel model, @ForAll("derivatives") List<Holding> book) {
    double bump = 1e-6;
    MarginResult result = model.margin(book, Books.MARKET);
    for (int i = 0; i < book.size(); i++) {
      double up = (initial(model, scaled(book, i, 1 + bump)) - result.initial()) / bump;
      double down = (result.initial() - initial(model, scaled(book, i, 1 - bump))) / bump;
      double tolerance = 1e-4 * Math.max(1, result.initial() + Math.abs(up));
      String id = book.get(i).id();
      double part =
          result.attribution().stream()
              .filter(a -> a.holding().equals(id))
              .mapToDouble(Attribution::initial)
              .sum();
      assertThat(part).isBetween(Math.min(up, down) - tolerance, Math.max(up, down) + tolerance);
    }
  }

  private static double initial(MarginModel model, List<Holding> book) {
    return model.margin(book, Books.MARKET).initial();
  }

  private static List<Holding> scaled(List<Holding> book, int index, double factor) {
    List<Holding> all = new ArrayList<>(book);
    all.set(index, book.get(index).withQuantity(book.get(index).quantity() * factor));
    return all;
  }

  @Property(tries = TRIES)
  void orderChangesNoBit(
      @ForAll("models") MarginModel model,
      @ForAll("derivatives") List<Holding> book,
      @ForAll long seed) {
    List<Holding> shuffled = new ArrayList<>(book);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(model.margin(shuffled, Books.MARKET)).isEqualTo(model.margin(book, Books.MARKET));
  }

  @Property(tries = TRIES)
  void splittingAPositionChangesNothing(
      @ForAll("models") MarginModel model, @ForAll("derivatives") List<Holding> book) {
    List<Holding> split = new ArrayList<>();
    for (Holding holding : book) {
      double part = holding.quantity() * 0.3;
      split.add(holding.withQuantity(part));
      split.add(
          Markets.holding(holding.id() + "b", holding.instrument(), holding.quantity() - part));
    }
    MarginResult whole = model.margin(book, Books.MARKET);
    MarginResult parts = model.margin(split, Books.MARKET);
    double tolerance = 1e-9 * Math.max(1, whole.initial() + Math.abs(whole.markToMarket()));
    assertThat(parts.initial()).isCloseTo(whole.initial(), within(tolerance));
    assertThat(parts.maintenance()).isCloseTo(whole.maintenance(), within(tolerance));
    assertThat(parts.initialNet()).isCloseTo(whole.initialNet(), within(tolerance));
  }

  @Property(tries = TRIES)
  void twiceTheBookNeedsTwiceTheMargin(
      @ForAll("homogeneous") MarginModel model, @ForAll("derivatives") List<Holding> book) {
    List<Holding> twice = book.stream().map(h -> h.withQuantity(2 * h.quantity())).toList();
    assertThat(initial(model, twice)).isEqualTo(2 * initial(model, book));
  }

  /** Whatever is added to a book, together they need no more than each by itself. */
  @Property(tries = TRIES)
  void togetherNeedsNoMoreThanApart(
      @ForAll("subadditive") MarginModel model,
      @ForAll("derivatives") List<Holding> book,
      @ForAll("derivatives") List<Holding> other) {
    List<Holding> all = new ArrayList<>(book);
    all.addAll(other);
    MarginResult together = model.margin(Books.numbered(all), Books.MARKET);
    MarginResult one = model.margin(book, Books.MARKET);
    MarginResult two = model.margin(other, Books.MARKET);
    double initial = one.initial() + two.initial();
    double maintenance = one.maintenance() + two.maintenance();
    assertThat(together.initial()).isLessThanOrEqualTo(initial * (1 + 1e-12) + 1e-6);
    assertThat(together.maintenance()).isLessThanOrEqualTo(maintenance * (1 + 1e-12) + 1e-6);
  }

  /** The opposite of a book leaves nothing to require but what rounding leaves. */
  @Property(tries = TRIES)
  void theOppositeTakesAllAway(
      @ForAll("models") MarginModel model, @ForAll("derivatives") List<Holding> book) {
    List<Holding> all = new ArrayList<>(book);
    book.forEach(holding -> all.add(holding.withQuantity(-holding.quantity())));
    MarginResult result = model.margin(Books.numbered(all), Books.MARKET);
    assertThat(result.initial()).isCloseTo(0, within(1e-6));
    assertThat(result.markToMarket()).isCloseTo(0, within(1e-6));
  }

  /** A scenario more never lowers the requirement. */
  @Property(tries = TRIES)
  void moreScenariosNeedNoLess(@ForAll("books") List<Holding> book) {
    Pmrm2Parameters defaults = Pmrm2Parameters.defaults();
    List<GridScenario> fewer = defaults.scenarios().subList(5, 25);
    double before = initial(new Pmrm2(with(defaults, fewer, defaults.volatility())), book);
    assertThat(initial(new Pmrm2(defaults), book)).isGreaterThanOrEqualTo(before);
  }

  /** Who owes options needs no less when volatilities move further up. */
  @Property(tries = TRIES)
  void volatilityThatMovesFurtherUpNeedsNoLessOfWhoOwesOptions(
      @ForAll("derivatives") List<Holding> book) {
    List<Holding> owed =
        book.stream()
            .filter(h -> h.instrument() instanceof EuropeanOption)
            .map(MarginLawsTest::owed)
            .toList();
    Pmrm2Parameters defaults = Pmrm2Parameters.defaults();
    VolatilityShock further = new VolatilityShock(0.8, 0.3, 0.3, 0.13, 1, 0.5);
    double before = initial(new Pmrm2(defaults), owed);
    assertThat(initial(new Pmrm2(with(defaults, defaults.scenarios(), further)), owed))
        .isGreaterThanOrEqualTo(before);
  }

  private static Holding owed(Holding holding) {
    return holding.withQuantity(-Math.abs(holding.quantity()));
  }

  private static Pmrm2Parameters with(
      Pmrm2Parameters parameters, List<GridScenario> scenarios, VolatilityShock volatility) {
    return new Pmrm2Parameters(
        parameters.id(),
        2,
        parameters.settlement(),
        scenarios,
        volatility,
        parameters.skew(),
        parameters.margin(),
        parameters.basis(),
        parameters.contingencies(),
        parameters.collateral(),
        parameters.collaterals());
  }

  /** An owed option of which the volatility is not known leaves no more than one that is known. */
  @Property(tries = TRIES)
  void anUnknownVolatilityLeavesNoMore(
      @ForAll("models") MarginModel model, @ForAll("derivatives") List<Holding> book) {
    List<Holding> owed =
        book.stream()
            .map(
                holding -> holding.instrument() instanceof EuropeanOption ? owed(holding) : holding)
            .toList();
    MarginResult known = model.margin(owed, Books.MARKET);
    MarginResult unknown = model.margin(owed, BLIND);
    double tolerance = 1e-6 * (1 + Math.abs(known.initialNet()));
    assertThat(unknown.initialNet()).isLessThanOrEqualTo(known.initialNet() + tolerance);
    long options =
        owed.stream()
            .map(Holding::instrument)
            .filter(i -> i instanceof EuropeanOption option && option.underlying().equals(ETH))
            .distinct()
            .count();
    assertThat(unknown.flags())
        .filteredOn(flag -> flag.kind() == MarginFlag.Kind.VOLATILITY_MISSING)
        .hasSize((int) options);
  }
}
