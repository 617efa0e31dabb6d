package io.setoff.risk.clearing;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.Stamp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Nets obligations per currency on exact integers of any size. The order of the input does not
 * matter. The result is checked: net positions are unchanged to the unit.
 */
public final class Clearing {
  private static final String PARAMETER_SET = "clearing/1";

  private Clearing() {}

  /**
   * Nets obligations.
   *
   * @param obligations none are none to net; those of the same debtor, creditor and currency are
   *     summed
   * @param cash what parties may pay with, for {@link NettingMode.ExistingEdges} only
   * @throws InvalidRiskInputException for an input that breaks a rule
   */
  public static ClearingResult clear(
      List<Obligation> obligations, List<PartyCash> cash, NettingMode mode) {
    check(obligations, cash, mode);
    SortedMap<String, CurrencyObligations> books = new TreeMap<>();
    for (Obligation obligation : obligations) {
      books
          .computeIfAbsent(obligation.currency(), currency -> new CurrencyObligations())
          .add(obligation);
    }
    for (int i = 0; i < cash.size(); i++) {
      CurrencyObligations book = books.get(cash.get(i).currency());
      if (book == null) {
        throw new InvalidRiskInputException(
            "cash[" + i + "].currency",
            "must be a currency of the obligations, is " + cash.get(i).currency());
      }
      book.add(cash.get(i));
    }
    List<CurrencyClearing> currencies = new ArrayList<>();
    books.forEach((currency, book) -> currencies.add(clear(currency, book, mode)));
    return new ClearingResult(mode, currencies, stamp(books, mode));
  }

  private static void check(List<Obligation> obligations, List<PartyCash> cash, NettingMode mode) {
    for (int i = 0; i < obligations.size(); i++) {
      obligations.get(i).check("obligations[" + i + "]");
    }
    for (int i = 0; i < cash.size(); i++) {
      cash.get(i).check("cash[" + i + "]");
    }
    Require.that(
        cash.isEmpty() || mode instanceof NettingMode.ExistingEdges,
        "cash",
        "is used by mode existing-edges only, mode is " + mode.id());
    if (mode instanceof NettingMode.NovationCentral central) {
      String counterparty = central.counterparty();
      Require.that(!counterparty.isBlank(), "counterparty", "must not be empty");
      Require.that(
          obligations.stream()
              .map(Obligation::pair)
              .noneMatch(
                  pair ->
                      pair.debtor().equals(counterparty) || pair.creditor().equals(counterparty)),
          "counterparty",
          "must not be a party of the obligations, is " + counterparty);
    }
  }

  private static CurrencyClearing clear(
      String currency, CurrencyObligations book, NettingMode mode) {
    Settlement settlement =
        switch (mode) {
          case NettingMode.Bilateral bilateral -> BilateralNetting.of(book);
          case NettingMode.ExistingEdges existing -> ExistingEdgesNetting.of(book);
          case NettingMode.NovationPairwise pairwise -> Novation.pairwise(book);
          case NettingMode.NovationCentral central ->
              Novation.central(book, central.counterparty());
        };
    return new CurrencyClearing(
        currency, pairs(book, settlement), positions(book, settlement), book.idleCash());
  }

  private static List<ClearedPair> pairs(CurrencyObligations book, Settlement settlement) {
    SortedSet<Pair> pairs = new TreeSet<>(book.debts().keySet());
    pairs.addAll(settlement.remaining().keySet());
    return pairs.stream()
        .map(
            pair -> new ClearedPair(pair, of(book.debts(), pair), of(settlement.remaining(), pair)))
        .toList();
  }

  private static List<PartyBalance> positions(CurrencyObligations book, Settlement settlement) {
    SortedMap<String, BigInteger> before = CurrencyObligations.net(book.debts());
    SortedMap<String, BigInteger> after = CurrencyObligations.net(settlement.remaining());
    SortedSet<String> parties = new TreeSet<>(book.parties());
    parties.addAll(after.keySet());
    List<PartyBalance> positions = new ArrayList<>();
    for (String party : parties) {
      PartyBalance position =
          new PartyBalance(
              party,
              of(before, party),
              of(after, party),
              of(settlement.cashPaid(), party),
              of(settlement.cashReceived(), party));
      BigInteger moved = position.cashReceived().subtract(position.cashPaid());
      if (!position.netBefore().equals(position.netAfter().add(moved))) {
        throw new IllegalStateException("netting changed the net position of " + party);
      }
      positions.add(position);
    }
    return positions;
  }

  private static <K> BigInteger of(SortedMap<K, BigInteger> amounts, K key) {
    return amounts.getOrDefault(key, BigInteger.ZERO);
  }

  private static Stamp stamp(SortedMap<String, CurrencyObligations> books, NettingMode mode) {
    Fingerprint parameters = Fingerprint.of(PARAMETER_SET).add(mode.id());
    if (mode instanceof NettingMode.NovationCentral central) {
      parameters.add(central.counterparty());
    }
    Fingerprint input = Fingerprint.of("obligations").add(books.size());
    books.forEach(
        (currency, book) -> {
          input.add(currency).add(book.debts().size());
          book.debts()
              .forEach(
                  (pair, amount) ->
                      input.add(pair.debtor()).add(pair.creditor()).add(amount.toString()));
          input.add(book.cash().size());
          book.cash().forEach((party, amount) -> input.add(party).add(amount.toString()));
        });
    return new Stamp(
        PARAMETER_SET, parameters.hex(), input.hex(), new TreeMap<>(), Stamp.ENGINE_VERSION);
  }
}
