package io.setoff.risk.clearing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Obligations of one currency, netted.
 *
 * @param currency of all amounts
 * @param pairs every pair that owes before or after, by debtor and creditor
 * @param positions every party, by id
 * @param idleCash parties whose cash has nothing to pay: they neither owe nor are owed
 */
public record CurrencyClearing(
    String currency,
    List<ClearedPair> pairs,
    List<PartyBalance> positions,
    SortedSet<String> idleCash) {
  private static final int RATIO_SCALE = 6;

  public CurrencyClearing {
    pairs = List.copyOf(pairs);
    positions = List.copyOf(positions);
    idleCash = Collections.unmodifiableSortedSet(new TreeSet<>(idleCash));
  }

  /** Minor units owed before netting, all debtors together. */
  public BigInteger totalBefore() {
    return sum(ClearedPair::before);
  }

  /** Minor units owed after netting, all debtors together. */
  public BigInteger totalAfter() {
    return sum(ClearedPair::after);
  }

  /** {@code 1 - after / before}, six decimals, rounded down; negative when more is owed. */
  public BigDecimal savingRatio() {
    return BigDecimal.ONE.subtract(
        new BigDecimal(totalAfter())
            .divide(new BigDecimal(totalBefore()), RATIO_SCALE, RoundingMode.UP));
  }

  private BigInteger sum(Function<ClearedPair, BigInteger> amount) {
    return pairs.stream().map(amount).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
