package io.setoff.risk.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.totals.Cascade.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CascadeTest {

  private static PriceFactors eth(String factor) {
    return eth(new BigDecimal(factor));
  }

  private static PriceFactors eth(BigDecimal factor) {
    return new PriceFactors(new TreeMap<>(Map.of(StakedBooks.ETH, factor)));
  }

  private static Cascade impact(String perMillion) {
    return new Cascade(new TreeMap<>(Map.of(StakedBooks.ETH, new BigDecimal(perMillion))));
  }

  private static Flow sold(SortedMap<UnderlyingId, Flow> sold) {
    return sold.getOrDefault(StakedBooks.ETH, new Flow(BigDecimal.ZERO, BigDecimal.ZERO));
  }

  @Provide
  Arbitrary<List<MarginedBook>> books() {
    return Arbitraries.oneOf(
            StakedBooks.lending("x").map(book -> (MarginedBook) book),
            StakedBooks.perpetual("x").map(book -> (MarginedBook) book))
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<MarginedBook>> longBooks() {
    return Combinators.combine(
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(4),
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("20000")).ofScale(2))
        .as((units, owed) -> (MarginedBook) StakedBooks.longEth("x", units, owed))
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<BigDecimal> factors() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(3);
  }

  @Property(tries = 200)
  void aShockOfNothingLiquidatesThoseAloneWhoAreLiquidatableAlready(
      @ForAll("books") List<MarginedBook> books) {
    long liquidatable =
        books.stream()
            .filter(MarginedBook::owes)
            .filter(book -> book.distance() == DistanceBand.LIQUIDATABLE)
            .count();
    Outcome outcome = Cascade.atFixedPrices().run(books, PriceFactors.NOW);
    assertThat(outcome.accounts()).isEqualTo(liquidatable);
  }

  @Property(tries = 200)
  void aBookThatFallingPricesHurtLosesNoFewerAccountsWhenTheyFallFurther(
      @ForAll("longBooks") List<MarginedBook> books,
      @ForAll("factors") BigDecimal one,
      @ForAll("factors") BigDecimal other) {
    Outcome mild = Cascade.atFixedPrices().run(books, eth(one.max(other)));
    Outcome hard = Cascade.atFixedPrices().run(books, eth(one.min(other)));
    assertThat(hard.accounts()).isGreaterThanOrEqualTo(mild.accounts());
    assertThat(hard.shortfallUsd()).isGreaterThanOrEqualTo(BigDecimal.ZERO);
  }

  @Property(tries = 100)
  void withAnImpactNoFewerAreLiquidatedAndPricesDoNotRise(
      @ForAll("longBooks") List<MarginedBook> books, @ForAll("factors") BigDecimal factor) {
    Outcome fixed = Cascade.atFixedPrices().run(books, eth(factor));
    Outcome moved = impact("0.5").run(books, eth(factor));
    assertThat(moved.accounts()).isGreaterThanOrEqualTo(fixed.accounts());
    assertThat(moved.prices().of(StakedBooks.ETH)).isLessThanOrEqualTo(factor);
  }

  @Property(tries = 100)
  void theOrderOfBooksDoesNotMatter(
      @ForAll("books") List<MarginedBook> books,
      @ForAll("factors") BigDecimal factor,
      @ForAll Random random) {
    List<MarginedBook> shuffled = new ArrayList<>(books);
    Collections.shuffle(shuffled, random);
    assertThat(impact("0.1").run(shuffled, eth(factor)))
        .isEqualTo(impact("0.1").run(books, eth(factor)));
  }

  @Property(tries = 100)
  void nothingIsSoldThatNobodyHas(
      @ForAll("longBooks") List<MarginedBook> books, @ForAll("factors") BigDecimal factor) {
    BigDecimal held =
        books.stream()
            .map(book -> ((LendingBook) book).assets().get(0).supplied())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sold(impact("0.1").run(books, eth(factor)).sold()).units())
        .isBetween(BigDecimal.ZERO, held);
  }

  /** 1 ETH at 3000 counts as 2475 USD; at 2850 as 2351.25, at 2400 as 1980. */
  @Example
  void halfIsRepaidAboveAHealthOf95PercentAndAllBelow() {
    List<MarginedBook> books =
        List.of(StakedBooks.longEth("x", BigDecimal.ONE, new BigDecimal("2400")));
    Outcome mild = Cascade.atFixedPrices().run(books, eth("0.95"));
    assertThat(mild.rounds().get(0).repaidUsd()).isEqualByComparingTo("1200");
    assertThat(sold(mild.rounds().get(0).sold()).usd())
        .isCloseTo(new BigDecimal("1260"), within(new BigDecimal("1e-12")));
    Outcome hard = Cascade.atFixedPrices().run(books, eth("0.9"));
    assertThat(hard.rounds().get(0).repaidUsd()).isEqualByComparingTo("2400");
    assertThat(sold(hard.sold()).usd())
        .isCloseTo(new BigDecimal("2520"), within(new BigDecimal("1e-12")));
    assertThat(hard.isAtRest()).isTrue();
    assertThat(hard.shortfallUsd()).isEqualByComparingTo("0");
  }

  /** The collateral is worth 1500, which pays 1500 / 1.05 of the debt. */
  @Example
  void whatCollateralDoesNotCoverIsLeftAsAShortfall() {
    List<MarginedBook> books =
        List.of(StakedBooks.longEth("x", BigDecimal.ONE, new BigDecimal("2400")));
    Outcome outcome = Cascade.atFixedPrices().run(books, eth("0.5"));
    assertThat(sold(outcome.rounds().get(0).sold()).units()).isEqualByComparingTo("1");
    assertThat(outcome.shortfallUsd())
        .isBetween(new BigDecimal("971.428571"), new BigDecimal("971.428572"));
    assertThat(outcome.isAtRest()).isTrue();
  }

  /** The first sells 1 ETH-worth; that fall alone takes the second along. */
  @Example
  void anImpactTakesOthersAlong() {
    List<MarginedBook> books =
        List.of(
            StakedBooks.longEth("weak", new BigDecimal("100"), new BigDecimal("240000")),
            StakedBooks.longEth("strong", new BigDecimal("1"), new BigDecimal("2000")));
    assertThat(Cascade.atFixedPrices().run(books, eth("0.9")).accounts()).isEqualTo(1);
    Outcome outcome = impact("1").run(books, eth("0.9"));
    assertThat(outcome.accounts()).isEqualTo(2);
    assertThat(outcome.rounds().get(0).newAccounts()).isEqualTo(1);
    assertThat(outcome.rounds().get(1).newAccounts()).isEqualTo(1);
    assertThat(outcome.prices().of(StakedBooks.ETH)).isLessThan(new BigDecimal("0.68"));
  }

  @Example
  void aShortPerpetualIsBoughtBackWhenPricesRise() {
    TreeMap<UnderlyingId, Flow> open = new TreeMap<>();
    open.put(StakedBooks.ETH, new Flow(new BigDecimal("-1"), new BigDecimal("-3000")));
    PerpetualBook book =
        new PerpetualBook(
            "x",
            StakedBooks.PERPS,
            Optional.of(new PerpetualBook.Margin(new BigDecimal("300"), new BigDecimal("187.5"))),
            open);
    assertThat(book.distance()).isEqualTo(DistanceBand.UNDER_5_PERCENT);
    assertThat(Cascade.atFixedPrices().run(List.of(book), eth("0.9")).accounts()).isZero();
    Outcome outcome = Cascade.atFixedPrices().run(List.of(book), eth("1.1"));
    assertThat(sold(outcome.sold()).units()).isEqualByComparingTo("-1");
  }
}
