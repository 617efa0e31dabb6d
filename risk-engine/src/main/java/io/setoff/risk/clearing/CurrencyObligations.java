package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The obligations and the cash of one currency, summed per pair and per party. */
final class CurrencyObligations {
  private final TreeMap<Pair, BigInteger> debts = new TreeMap<>();
  private final TreeMap<String, BigInteger> cash = new TreeMap<>();

  void add(Obligation obligation) {
    debts.merge(obligation.pair(), obligation.amount(), BigInteger::add);
  }

  void add(PartyCash available) {
    cash.merge(available.party(), available.amount(), BigInteger::add);
  }

  SortedMap<Pair, BigInteger> debts() {
    return debts;
  }

  SortedMap<String, BigInteger> cash() {
    return cash;
  }

  SortedSet<String> parties() {
    SortedSet<String> parties = indebted();
    parties.addAll(cash.keySet());
    return parties;
  }

  /** Parties that have cash, and neither owe anything nor are owed. */
  SortedSet<String> idleCash() {
    TreeSet<String> idle = new TreeSet<>(cash.keySet());
    idle.removeAll(indebted());
    return idle;
  }

  private SortedSet<String> indebted() {
    TreeSet<String> parties = new TreeSet<>();
    for (Pair pair : debts.keySet()) {
      parties.add(pair.debtor());
      parties.add(pair.creditor());
    }
    return parties;
  }

  /** What each party is owed less what it owes; every party of {@code debts} has an entry. */
  static SortedMap<String, BigInteger> net(SortedMap<Pair, BigInteger> debts) {
    TreeMap<String, BigInteger> net = new TreeMap<>();
    debts.forEach(
        (pair, amount) -> {
          net.merge(pair.creditor(), amount, BigInteger::add);
          net.merge(pair.debtor(), amount.negate(), BigInteger::add);
        });
    return net;
  }
}
