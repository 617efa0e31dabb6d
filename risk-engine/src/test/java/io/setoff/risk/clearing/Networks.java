package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Obligations to test with. */
final class Networks {
  static final String CURRENCY = "USDC";

  private Networks() {}

  static Obligation owes(String debtor, String creditor, long amount) {
    return new Obligation(CURRENCY, debtor, creditor, BigInteger.valueOf(amount));
  }

  static PartyCash cash(String party, long amount) {
    return new PartyCash(CURRENCY, party, BigInteger.valueOf(amount));
  }

  static Arbitrary<List<Obligation>> any(int parties, int obligations, long largest) {
    Arbitrary<Integer> party = Arbitraries.integers().between(0, parties - 1);
    Arbitrary<Integer> step = Arbitraries.integers().between(1, parties - 1);
    Arbitrary<Long> amount = Arbitraries.longs().between(1, largest);
    return Combinators.combine(party, step, amount)
        .as((from, by, units) -> owes(party(from), party((from + by) % parties), units))
        .list()
        .ofMinSize(1)
        .ofMaxSize(obligations);
  }

  static String party(int number) {
    return String.format(Locale.ROOT, "p%05d", number);
  }

  /** Random obligations with amounts of up to {@code bits} bits. */
  static List<Obligation> random(long seed, int parties, int obligations, int bits) {
    Random random = new Random(seed);
    List<Obligation> list = new ArrayList<>();
    while (list.size() < obligations) {
      int debtor = random.nextInt(parties);
      int creditor = random.nextInt(parties);
      if (debtor != creditor) {
        BigInteger amount = new BigInteger(bits, random).add(BigInteger.ONE);
        list.add(new Obligation(CURRENCY, party(debtor), party(creditor), amount));
      }
    }
    return list;
  }

  static CurrencyClearing clear(List<Obligation> obligations, NettingMode mode) {
    return clear(obligations, List.of(), mode);
  }

  static CurrencyClearing clear(
      List<Obligation> obligations, List<PartyCash> cash, NettingMode mode) {
    return Clearing.clear(obligations, cash, mode).currencies().getFirst();
  }

  static SortedMap<Pair, BigInteger> debts(List<Obligation> obligations) {
    SortedMap<Pair, BigInteger> debts = new TreeMap<>(Comparator.naturalOrder());
    obligations.forEach(o -> debts.merge(o.pair(), o.amount(), BigInteger::add));
    return debts;
  }

  static SortedMap<Pair, BigInteger> remaining(CurrencyClearing clearing) {
    SortedMap<Pair, BigInteger> remaining = new TreeMap<>();
    for (ClearedPair pair : clearing.pairs()) {
      if (pair.after().signum() != 0) {
        remaining.put(pair.pair(), pair.after());
      }
    }
    return remaining;
  }
}
