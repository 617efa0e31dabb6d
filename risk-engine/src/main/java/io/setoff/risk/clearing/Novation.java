package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/** Replaces all obligations by new ones that keep every net position. */
final class Novation {
  /** Largest first: fewer payments are split. Equal amounts by party. */
  private static final Comparator<Open> LARGEST_FIRST =
      Comparator.comparing(Open::amount).reversed().thenComparing(Open::party);

  private Novation() {}

  private record Open(String party, BigInteger amount) {}

  /** The largest debtor pays the largest creditor; each payment settles one of them in full. */
  static Settlement pairwise(CurrencyObligations book) {
    SortedMap<String, BigInteger> net = CurrencyObligations.net(book.debts());
    Deque<Open> debtors = open(net, -1);
    Deque<Open> creditors = open(net, 1);
    SortedMap<Pair, BigInteger> payments = new TreeMap<>();
    while (!debtors.isEmpty()) {
      Open debtor = debtors.pop();
      Open creditor = creditors.pop();
      BigInteger amount = debtor.amount().min(creditor.amount());
      payments.put(new Pair(debtor.party(), creditor.party()), amount);
      pushRest(debtors, debtor, amount);
      pushRest(creditors, creditor, amount);
    }
    return Settlement.withoutCash(payments);
  }

  /** Each net debtor pays the central counterparty, which pays each net creditor. */
  static Settlement central(CurrencyObligations book, String counterparty) {
    SortedMap<Pair, BigInteger> payments = new TreeMap<>();
    CurrencyObligations.net(book.debts())
        .forEach(
            (party, net) -> {
              if (net.signum() < 0) {
                payments.put(new Pair(party, counterparty), net.negate());
              } else if (net.signum() > 0) {
                payments.put(new Pair(counterparty, party), net);
              }
            });
    return Settlement.withoutCash(payments);
  }

  private static Deque<Open> open(SortedMap<String, BigInteger> net, int sign) {
    Deque<Open> open = new ArrayDeque<>();
    net.entrySet().stream()
        .filter(entry -> entry.getValue().signum() == sign)
        .map(entry -> new Open(entry.getKey(), entry.getValue().abs()))
        .sorted(LARGEST_FIRST)
        .forEach(open::add);
    return open;
  }

  private static void pushRest(Deque<Open> open, Open party, BigInteger paid) {
    BigInteger rest = party.amount().subtract(paid);
    if (rest.signum() > 0) {
      open.push(new Open(party.party(), rest));
    }
  }
}
