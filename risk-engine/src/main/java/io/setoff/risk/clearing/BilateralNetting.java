package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/** Of two opposite obligations leaves the difference. */
final class BilateralNetting {
  private BilateralNetting() {}

  static Settlement of(CurrencyObligations book) {
    SortedMap<Pair, BigInteger> remaining = new TreeMap<>();
    book.debts()
        .forEach(
            (pair, amount) -> {
              BigInteger difference =
                  amount.subtract(book.debts().getOrDefault(pair.reversed(), BigInteger.ZERO));
              if (difference.signum() > 0) {
                remaining.put(pair, difference);
              }
            });
    return Settlement.withoutCash(remaining);
  }
}
