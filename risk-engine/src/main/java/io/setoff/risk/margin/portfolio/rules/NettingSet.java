package io.setoff.risk.margin.portfolio.rules;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Accounts under one enforceable agreement: inside of it, gains may be seized to cover losses.
 *
 * @param id names it in results
 * @param venues all accounts at these venues belong to it
 * @param accounts these accounts belong to it, whatever is said of their venues
 */
public record NettingSet(String id, SortedSet<String> venues, SortedSet<AccountKey> accounts) {
  public NettingSet {
    venues = Collections.unmodifiableSortedSet(new TreeSet<>(venues));
    accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
  }
}
