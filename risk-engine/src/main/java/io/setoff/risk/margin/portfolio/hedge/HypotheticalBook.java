package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.risk.margin.portfolio.allocation.Allocator;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A book with trades that have not been made. An account that only trades open counts as read and
 * final, as it will be once they are made.
 */
final class HypotheticalBook {
  private final NettedBook book;
  private final NettingRules rules;
  private final SortedMap<AccountKey, AccountState> states;
  private final List<PricedHolding> units;

  /**
   * Variations of {@code book}.
   *
   * @param units one of each candidate
   */
  HypotheticalBook(
      NettedBook book,
      NettingRules rules,
      Map<AccountKey, AccountState> states,
      List<PricedHolding> units) {
    this.book = book;
    this.rules = rules;
    this.states = new TreeMap<>(states);
    this.units = List.copyOf(units);
    for (PricedHolding unit : units) {
      if (!book.accounts().contains(unit.account())) {
        this.states.put(unit.account(), AccountState.FRESH);
      }
    }
  }

  /** The book when so much of each candidate is traded. */
  NettedBook with(double[] quantities) {
    List<PricedHolding> rows = new ArrayList<>(book.rows());
    for (int i = 0; i < quantities.length; i++) {
      if (quantities[i] != 0) {
        rows.add(units.get(i).withQuantity(quantities[i]));
      }
    }
    return book.with(rows, rules);
  }

  /** What the accounts' venues are asked to require of a variation, micro-USD. */
  BigInteger required(NettedBook variation) {
    return Allocator.allocate(variation, rules, states).allocated();
  }
}
