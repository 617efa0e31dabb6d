package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Totals over a set of accounts. They are a commutative monoid: the totals of two sets without a
 * common account merge to those of their union, in any order and any grouping, and {@link #NONE} is
 * that of no account.
 *
 * @param groups by group and underlying
 * @param venues that can liquidate accounts
 * @param accounts how many
 * @param incomplete how many of them hold something that could not be stated, and is in no total
 */
public record BookTotals(
    SortedMap<Group, SortedMap<UnderlyingId, UnderlyingTotal>> groups,
    SortedMap<VenueId, VenueTotal> venues,
    long accounts,
    long incomplete) {
  /** Of no account. */
  public static final BookTotals NONE = new BookTotals(new TreeMap<>(), new TreeMap<>(), 0, 0);

  public BookTotals {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    venues = Collections.unmodifiableSortedMap(new TreeMap<>(venues));
  }

  /** Of these accounts; each is there once. */
  public static BookTotals of(Iterable<AccountStakes> accounts) {
    TotalsSum sum = new TotalsSum();
    accounts.forEach(sum::add);
    return sum.totals();
  }

  /** Of the accounts of both. */
  public BookTotals merge(BookTotals other) {
    TotalsSum sum = new TotalsSum();
    sum.add(this);
    sum.add(other);
    return sum.totals();
  }
}
