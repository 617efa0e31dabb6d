package io.setoff.cli.clear;

import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.Tables;
import io.setoff.risk.clearing.ClearedPair;
import io.setoff.risk.clearing.ClearingResult;
import io.setoff.risk.clearing.CurrencyClearing;
import io.setoff.risk.clearing.PartyBalance;
import io.setoff.risk.provenance.Stamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/** What {@code clear net} answers. */
record NetAnswer(Result result) implements Answer {

  /** See {@link ClearingResult}. */
  record Result(String mode, List<Currency> currencies, Stamp stamp) {}

  /** See {@link CurrencyClearing}. */
  record Currency(
      String currency,
      BigInteger totalBefore,
      BigInteger totalAfter,
      BigDecimal savingRatio,
      List<Obligation> obligations,
      List<PartyBalance> positions,
      SortedSet<String> idleCash) {}

  /** See {@link ClearedPair}. */
  record Obligation(
      String debtor, String creditor, BigInteger before, BigInteger after, BigInteger cleared) {}

  static NetAnswer of(ClearingResult clearing) {
    return new NetAnswer(
        new Result(
            clearing.mode().id(),
            clearing.currencies().stream().map(NetAnswer::currency).toList(),
            clearing.stamp()));
  }

  private static Currency currency(CurrencyClearing clearing) {
    return new Currency(
        clearing.currency(),
        clearing.totalBefore(),
        clearing.totalAfter(),
        clearing.savingRatio(),
        clearing.pairs().stream().map(NetAnswer::obligation).toList(),
        clearing.positions(),
        clearing.idleCash());
  }

  private static Obligation obligation(ClearedPair pair) {
    return new Obligation(
        pair.pair().debtor(), pair.pair().creditor(), pair.before(), pair.after(), pair.cleared());
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Currency currency : result.currencies()) {
      text.append(
          "%s by %s: %s owed before, %s after, %s saved%n"
              .formatted(
                  currency.currency(),
                  result.mode(),
                  amount(currency.totalBefore()),
                  amount(currency.totalAfter()),
                  Display.percent(currency.savingRatio())));
      text.append(obligations(currency)).append(System.lineSeparator());
      text.append(positions(currency)).append(System.lineSeparator());
      if (!currency.idleCash().isEmpty()) {
        text.append(
            "cash that pays nothing, of parties without obligations in %s: %s%n"
                .formatted(currency.currency(), String.join(", ", currency.idleCash())));
      }
    }
    return text.append("amounts are minor units; inputs ")
        .append(result.stamp().inputHash())
        .toString();
  }

  private static String obligations(Currency currency) {
    List<List<String>> rows = new ArrayList<>();
    for (Obligation o : currency.obligations()) {
      rows.add(
          List.of(
              o.debtor(),
              o.creditor(),
              amount(o.before()),
              amount(o.cleared()),
              amount(o.after())));
    }
    return Tables.table(List.of("debtor", "creditor", "before>", "cleared>", "left>"), rows);
  }

  private static String positions(Currency currency) {
    List<List<String>> rows = new ArrayList<>();
    for (PartyBalance p : currency.positions()) {
      rows.add(
          List.of(
              p.party(),
              amount(p.netBefore()),
              amount(p.netAfter()),
              amount(p.cashPaid()),
              amount(p.cashReceived())));
    }
    return Tables.table(
        List.of("party", "net before>", "net after>", "cash paid>", "cash received>"), rows);
  }

  private static String amount(BigInteger units) {
    return String.format(Locale.ROOT, "%,d", units);
  }
}
