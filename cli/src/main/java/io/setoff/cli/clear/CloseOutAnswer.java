package io.setoff.cli.clear;

import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Tables;
import io.setoff.model.Decimals;
import io.setoff.risk.clearing.CloseOutAmount;
import io.setoff.risk.clearing.CloseOutAmount.TransactionValue;
import io.setoff.risk.clearing.CloseOutResult;
import io.setoff.risk.clearing.Pair;
import io.setoff.risk.provenance.Stamp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code clear close-out} answers. */
record CloseOutAnswer(Result result) implements Answer {

  /** See {@link CloseOutResult}. */
  record Result(List<Amount> agreements, Stamp stamp) {}

  /**
   * See {@link CloseOutAmount}.
   *
   * @param amount positive when the counterparty owes it to the party
   * @param owed who owes it to whom
   */
  record Amount(
      String agreement,
      String party,
      String counterparty,
      String currency,
      BigDecimal amount,
      Optional<Pair> owed,
      BigDecimal receivable,
      BigDecimal payable,
      List<TransactionValue> transactions) {}

  static CloseOutAnswer of(CloseOutResult closed) {
    return new CloseOutAnswer(
        new Result(closed.amounts().stream().map(CloseOutAnswer::amount).toList(), closed.stamp()));
  }

  private static Amount amount(CloseOutAmount closed) {
    return new Amount(
        closed.agreement().id(),
        closed.agreement().party(),
        closed.agreement().counterparty(),
        closed.agreement().currency(),
        closed.amount(),
        closed.owed(),
        closed.receivable(),
        closed.payable(),
        closed.values());
  }

  @Override
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    for (Amount amount : result.agreements()) {
      rows.add(
          List.of(
              amount.agreement(),
              amount.owed().map(Pair::debtor).orElse(""),
              amount.owed().map(Pair::creditor).orElse(""),
              Decimals.canonical(amount.amount().abs()),
              amount.currency(),
              Decimals.canonical(amount.receivable()),
              Decimals.canonical(amount.payable())));
    }
    return Tables.table(
            List.of(
                "agreement",
                "owes",
                "is owed",
                "amount>",
                "currency",
                "in the party's favour>",
                "against it>"),
            rows)
        + System.lineSeparator()
        + "nothing is rounded; inputs "
        + result.stamp().inputHash();
  }
}
