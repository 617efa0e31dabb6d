package io.setoff.risk.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BookTotalsTest {

  @Provide
  Arbitrary<List<AccountStakes>> books() {
    return StakedBooks.accounts(60);
  }

  @Property(tries = 200)
  void mergingPartsIsTheTotalOfTheWhole(
      @ForAll("books") List<AccountStakes> book, @ForAll Random random) {
    List<BookTotals> parts = new ArrayList<>();
    for (List<AccountStakes> part : StakedBooks.split(book, random)) {
      parts.add(BookTotals.of(part));
    }
    Collections.shuffle(parts, random);
    BookTotals merged = parts.stream().reduce(BookTotals.NONE, BookTotals::merge);
    assertThat(merged).isEqualTo(BookTotals.of(book));
  }

  @Property(tries = 100)
  void mergingIsAssociativeAndCommutative(
      @ForAll("books") List<AccountStakes> book, @ForAll Random random) {
    List<List<AccountStakes>> parts = StakedBooks.split(book, random);
    BookTotals a = BookTotals.of(parts.get(0));
    BookTotals b = BookTotals.of(parts.get(1));
    BookTotals c = BookTotals.of(parts.get(2));
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    assertThat(a.merge(b)).isEqualTo(b.merge(a));
    assertThat(a.merge(BookTotals.NONE)).isEqualTo(a);
  }

  @Property(tries = 100)
  void theOrderOfAccountsDoesNotMatter(
      @ForAll("books") List<AccountStakes> book, @ForAll Random random) {
    List<AccountStakes> shuffled = new ArrayList<>(book);
    Collections.shuffle(shuffled, random);
    assertThat(BookTotals.of(shuffled)).isEqualTo(BookTotals.of(book));
  }

  @Property(tries = 100)
  void theyAreWhatARecomputationFromTheLegsGives(@ForAll("books") List<AccountStakes> book) {
    BookTotals totals = BookTotals.of(book);
    assertThat(totals.accounts()).isEqualTo(book.size());
    totals
        .groups()
        .forEach(
            (group, byUnderlying) ->
                byUnderlying.forEach(
                    (underlying, total) -> isNaive(book, group, underlying, total)));
  }

  private static void isNaive(
      List<AccountStakes> book, Group group, UnderlyingId underlying, UnderlyingTotal total) {
    BigDecimal net = BigDecimal.ZERO;
    BigDecimal gross = BigDecimal.ZERO;
    SortedMap<String, BigDecimal> nets = new TreeMap<>();
    for (AccountStakes account : book) {
      for (ExposureLine line : account.lines()) {
        if (line.underlying().equals(underlying) && StakedBooks.isIn(group, line)) {
          net = net.add(line.delta());
          gross = gross.add(line.delta().abs());
          nets.merge(account.account(), line.delta(), BigDecimal::add);
        }
      }
    }
    nets.values().removeIf(each -> each.signum() == 0);
    assertThat(total.net()).isEqualByComparingTo(net);
    assertThat(total.gross()).isEqualByComparingTo(gross);
    assertThat(total.gross()).isGreaterThanOrEqualTo(total.net().abs());
    assertThat(total.concentration().holders()).isEqualTo(nets.size());
    List<Holder> top =
        nets.entrySet().stream()
            .map(each -> new Holder(each.getKey(), each.getValue()))
            .sorted(Holder.LARGEST_FIRST)
            .limit(Concentration.TOP)
            .toList();
    assertThat(total.concentration().top())
        .usingElementComparator(Holder.LARGEST_FIRST)
        .isEqualTo(top);
    assertThat(total.concentration().herfindahl().isPresent()).isEqualTo(!nets.isEmpty());
    total.concentration().herfindahl().ifPresent(index -> isNaive(nets, index));
  }

  private static void isNaive(SortedMap<String, BigDecimal> nets, BigDecimal index) {
    BigDecimal all = nets.values().stream().map(BigDecimal::abs).reduce(BigDecimal::add).get();
    BigDecimal naive =
        nets.values().stream()
            .map(net -> net.divide(all, MathContext.DECIMAL128).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(index).isPositive().isLessThanOrEqualTo(BigDecimal.ONE);
    assertThat(index.subtract(naive).abs()).isLessThanOrEqualTo(new BigDecimal("1e-11"));
  }

  @Property(tries = 100)
  void theNetsOfVenuesProtocolsAndNettingSetsSumToTheNetOfAll(
      @ForAll("books") List<AccountStakes> book) {
    BookTotals totals = BookTotals.of(book);
    for (Dimension dimension : Dimension.values()) {
      SortedMap<UnderlyingId, BigDecimal> nets = new TreeMap<>();
      totals
          .groups()
          .forEach(
              (group, byUnderlying) -> {
                if (group.dimension() == dimension) {
                  byUnderlying.forEach(
                      (underlying, total) -> nets.merge(underlying, total.net(), BigDecimal::add));
                }
              });
      totals
          .groups()
          .getOrDefault(Group.ALL, new TreeMap<>())
          .forEach(
              (underlying, total) ->
                  assertThat(nets.get(underlying)).isEqualByComparingTo(total.net()));
    }
  }

  @Property(tries = 100)
  void everyBookThatOwesIsInOneBandAndNoOther(@ForAll("books") List<AccountStakes> book) {
    long banded =
        BookTotals.of(book).venues().values().stream()
            .flatMap(venue -> venue.bands().values().stream())
            .mapToLong(BandTotal::accounts)
            .sum();
    assertThat(banded)
        .isEqualTo(
            book.stream()
                .flatMap(each -> each.books().stream())
                .filter(MarginedBook::owes)
                .count());
  }

  @Example
  void nAlikeHoldersHaveAnIndexOfOneOverN() {
    List<AccountStakes> book = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      book.add(StakedBooks.holding("0x" + i, i % 2 == 0 ? "2.5" : "-2.5"));
    }
    UnderlyingTotal total =
        BookTotals.of(book)
            .groups()
            .getOrDefault(Group.ALL, new TreeMap<>())
            .getOrDefault(StakedBooks.ETH, UnderlyingTotal.NONE);
    assertThat(total.net()).isEqualByComparingTo("0");
    assertThat(total.gross()).isEqualByComparingTo("10");
    assertThat(total.concentration().herfindahl().orElseThrow()).isEqualByComparingTo("0.25");
  }
}
