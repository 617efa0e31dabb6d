package io.setoff.risk.clearing;

import io.setoff.model.Decimals;
import io.setoff.risk.clearing.CloseOutAmount.TransactionValue;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.Stamp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values all transactions of each agreement at close-out prices and sums them to one amount:
 * quantity times price times conversion rate. Products and sums of decimals are exact; nothing is
 * rounded, in nobody's favour. The order of the input does not matter.
 */
public final class CloseOut {
  private static final String PARAMETER_SET = "close-out/1";

  private final SortedMap<String, Closing> closings = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, BigDecimal>> rates = new TreeMap<>();
  private final SortedMap<String, ClosedTransaction> transactions = new TreeMap<>();

  private CloseOut() {}

  private record Closing(NettingAgreement agreement, SortedMap<String, BigDecimal> values) {}

  /**
   * Closes agreements out.
   *
   * @param agreements each id once
   * @param transactions each id once, each under one of the agreements
   * @param rates for prices in another currency than their agreement's; each pair once
   * @throws InvalidRiskInputException for an input that breaks a rule
   */
  public static CloseOutResult of(
      List<NettingAgreement> agreements,
      List<ClosedTransaction> transactions,
      List<ConversionRate> rates) {
    CloseOut closeOut = new CloseOut();
    for (int i = 0; i < agreements.size(); i++) {
      closeOut.add(agreements.get(i), "agreements[" + i + "]");
    }
    for (int i = 0; i < rates.size(); i++) {
      closeOut.add(rates.get(i), "rates[" + i + "]");
    }
    for (int i = 0; i < transactions.size(); i++) {
      closeOut.add(transactions.get(i), "transactions[" + i + "]");
    }
    return new CloseOutResult(
        closeOut.closings.values().stream().map(CloseOut::amount).toList(), closeOut.stamp());
  }

  private void add(NettingAgreement agreement, String field) {
    agreement.check(field);
    Closing closing = new Closing(agreement, new TreeMap<>());
    unique(closings.put(agreement.id(), closing) == null, field + ".id", agreement.id());
  }

  private void add(ConversionRate rate, String field) {
    rate.check(field);
    boolean isNew =
        rates.computeIfAbsent(rate.to(), to -> new TreeMap<>()).put(rate.from(), rate.rate())
            == null;
    unique(isNew, field + ".from", rate.from() + " to " + rate.to());
  }

  private void add(ClosedTransaction transaction, String field) {
    transaction.check(field);
    unique(
        transactions.put(transaction.id(), transaction) == null, field + ".id", transaction.id());
    Closing closing = closings.get(transaction.agreement());
    if (closing == null) {
      throw new InvalidRiskInputException(
          field + ".agreement", "must be one of the agreements, is " + transaction.agreement());
    }
    BigDecimal value =
        transaction
            .quantity()
            .multiply(transaction.price())
            .multiply(rate(transaction.currency(), closing.agreement().currency(), field));
    closing.values().put(transaction.id(), value);
  }

  private static void unique(boolean isNew, String field, String what) {
    Require.that(isNew, field, "must be unique, is " + what + " again");
  }

  private BigDecimal rate(String from, String to, String field) {
    if (from.equals(to)) {
      return BigDecimal.ONE;
    }
    BigDecimal rate = rates.getOrDefault(to, new TreeMap<>()).get(from);
    if (rate == null) {
      throw new InvalidRiskInputException(
          field + ".currency", "must have a rate to " + to + ", is " + from);
    }
    return rate;
  }

  private static CloseOutAmount amount(Closing closing) {
    BigDecimal receivable = BigDecimal.ZERO;
    BigDecimal payable = BigDecimal.ZERO;
    List<TransactionValue> values = new ArrayList<>();
    for (Map.Entry<String, BigDecimal> entry : closing.values().entrySet()) {
      BigDecimal value = entry.getValue();
      values.add(new TransactionValue(entry.getKey(), value));
      if (value.signum() > 0) {
        receivable = receivable.add(value);
      } else {
        payable = payable.subtract(value);
      }
    }
    return new CloseOutAmount(closing.agreement(), receivable, payable, values);
  }

  private Stamp stamp() {
    Fingerprint input = Fingerprint.of("close-out").add(closings.size());
    for (Closing closing : closings.values()) {
      NettingAgreement agreement = closing.agreement();
      input
          .add(agreement.id())
          .add(agreement.party())
          .add(agreement.counterparty())
          .add(agreement.currency());
    }
    input.add(transactions.size());
    for (ClosedTransaction transaction : transactions.values()) {
      input
          .add(transaction.id())
          .add(transaction.agreement())
          .add(Decimals.canonical(transaction.quantity()))
          .add(Decimals.canonical(transaction.price()))
          .add(transaction.currency());
    }
    rates.forEach(
        (to, ratesTo) ->
            ratesTo.forEach((from, rate) -> input.add(from).add(to).add(Decimals.canonical(rate))));
    return new Stamp(
        PARAMETER_SET,
        Fingerprint.of(PARAMETER_SET).hex(),
        input.hex(),
        new TreeMap<>(),
        Stamp.ENGINE_VERSION);
  }
}
