package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Clears the largest circulation of debts: each party is released of as much as it releases others
 * of, so that net positions stay, and the total that is left is the least possible without new
 * obligations.
 *
 * <p>Source: Fleischman, Dini, Mathematical foundations for balancing the payment system in the
 * trade credit market, JRFM 14 (2021) 452. Cash enters as one more node: an arc to each party that
 * has some, one from everybody who may receive it.
 */
final class ExistingEdgesNetting {
  /** The most debt is cleared; among such circulations the one that moves the least cash. */
  private static final int COST_OF_CLEARED_DEBT = -2;

  private static final int COST_OF_CASH_PAID = 1;

  private ExistingEdgesNetting() {}

  static Settlement of(CurrencyObligations book) {
    List<String> parties = List.copyOf(book.parties());
    Iterator<BigInteger> flows =
        MinCostCirculation.of(parties.size() + 1, arcs(book, parties)).iterator();
    SortedMap<Pair, BigInteger> remaining = new TreeMap<>();
    SortedMap<String, BigInteger> paid = new TreeMap<>();
    SortedMap<String, BigInteger> received = new TreeMap<>();
    book.debts().forEach((pair, amount) -> put(remaining, pair, amount.subtract(flows.next())));
    if (!book.cash().isEmpty()) {
      book.cash().keySet().forEach(party -> put(paid, party, flows.next()));
      parties.forEach(party -> put(received, party, flows.next()));
    }
    return new Settlement(remaining, paid, received);
  }

  /** One arc per debt, per amount of cash and, if there is cash, per party that may receive it. */
  private static List<Arc> arcs(CurrencyObligations book, List<String> parties) {
    int bank = parties.size();
    List<Arc> arcs = new ArrayList<>();
    book.debts()
        .forEach(
            (pair, amount) ->
                arcs.add(
                    new Arc(
                        node(parties, pair.debtor()),
                        node(parties, pair.creditor()),
                        COST_OF_CLEARED_DEBT,
                        amount)));
    if (!book.cash().isEmpty()) {
      BigInteger all = book.cash().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      book.cash()
          .forEach(
              (party, amount) ->
                  arcs.add(new Arc(bank, node(parties, party), COST_OF_CASH_PAID, amount)));
      parties.forEach(party -> arcs.add(new Arc(node(parties, party), bank, 0, all)));
    }
    return arcs;
  }

  private static int node(List<String> parties, String party) {
    return Collections.binarySearch(parties, party);
  }

  private static <K> void put(SortedMap<K, BigInteger> amounts, K key, BigInteger amount) {
    if (amount.signum() != 0) {
      amounts.put(key, amount);
    }
  }
}
