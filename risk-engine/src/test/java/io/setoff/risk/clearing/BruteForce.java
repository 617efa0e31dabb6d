package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The best way to clear debts and use cash, found by trying every way. */
final class BruteForce {
  private final List<Pair> pairs;
  private final long[] debts;
  private final List<String> payers;
  private final long[] cash;
  private final List<String> parties;
  private final long[] left;
  private final long[] paid;
  private long[] best = {};

  private BruteForce(CurrencyObligations book) {
    pairs = List.copyOf(book.debts().keySet());
    debts = book.debts().values().stream().mapToLong(BigInteger::longValueExact).toArray();
    payers = List.copyOf(book.cash().keySet());
    cash = book.cash().values().stream().mapToLong(BigInteger::longValueExact).toArray();
    parties = List.copyOf(book.parties());
    left = new long[debts.length];
    paid = new long[cash.length];
  }

  /** What is left of each debt. */
  static SortedMap<Pair, BigInteger> remaining(CurrencyObligations book) {
    BruteForce search = new BruteForce(book);
    search.tryDebts(0);
    SortedMap<Pair, BigInteger> remaining = new TreeMap<>();
    for (int i = 0; i < search.debts.length; i++) {
      if (search.best[2 + i] > 0) {
        remaining.put(search.pairs.get(i), BigInteger.valueOf(search.best[2 + i]));
      }
    }
    return remaining;
  }

  private void tryDebts(int index) {
    if (index == debts.length) {
      tryCash(0);
      return;
    }
    for (left[index] = 0; left[index] <= debts[index]; left[index]++) {
      tryDebts(index + 1);
    }
  }

  private void tryCash(int index) {
    if (index == cash.length) {
      compare();
      return;
    }
    for (paid[index] = 0; paid[index] <= cash[index]; paid[index]++) {
      tryCash(index + 1);
    }
  }

  private void compare() {
    long[] received = new long[parties.size()];
    for (int i = 0; i < debts.length; i++) {
      long cleared = debts[i] - left[i];
      received[parties.indexOf(pairs.get(i).creditor())] += cleared;
      received[parties.indexOf(pairs.get(i).debtor())] -= cleared;
    }
    for (int i = 0; i < cash.length; i++) {
      received[parties.indexOf(payers.get(i))] += paid[i];
    }
    if (Arrays.stream(received).anyMatch(units -> units < 0)
        || (cash.length == 0 && Arrays.stream(received).anyMatch(units -> units != 0))) {
      return;
    }
    List<Long> rank = new ArrayList<>();
    rank.add(Arrays.stream(left).sum());
    rank.add(Arrays.stream(paid).sum());
    for (long[] part : List.of(left, paid, received)) {
      Arrays.stream(part).forEach(rank::add);
    }
    long[] candidate = rank.stream().mapToLong(Long::longValue).toArray();
    if (best.length == 0 || Arrays.compare(candidate, best) < 0) {
      best = candidate;
    }
  }
}
