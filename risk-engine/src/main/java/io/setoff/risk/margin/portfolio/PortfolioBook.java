package io.setoff.risk.margin.portfolio;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one owner holds.
 *
 * @param holdings ids are unique; their order does not matter
 * @param rules who may net with whom
 * @param accounts what else is known of them; an account that is not there may be of any age, and
 *     gets no benefit from any other
 * @param blocks chain to {@code height:hash} that the holdings were read at
 */
public record PortfolioBook(
    List<Holding> holdings,
    NettingRules rules,
    SortedMap<AccountKey, AccountState> accounts,
    SortedMap<String, String> blocks) {
  public PortfolioBook {
    holdings = List.copyOf(holdings);
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
  }

  public static PortfolioBook of(List<Holding> holdings, NettingRules rules) {
    return new PortfolioBook(
        holdings, rules, Collections.emptySortedMap(), Collections.emptySortedMap());
  }

  /** Throws when a value cannot be used; {@code field} is the path of this book. */
  public void check(String field) {
    Holding.checkAll(field + ".holdings", holdings);
    rules.check(field + ".rules");
    accounts.forEach((account, state) -> state.check(field + ".accounts[" + account + "]"));
  }
}
