package io.setoff.risk.clearing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is left of an agreement. All values are exact and in the agreement's currency.
 *
 * @param agreement that is closed out
 * @param receivable sum of the values that are in the party's favour, at least 0
 * @param payable sum of those that are not, at least 0; without the agreement the party would owe
 *     all of it and hope for {@code receivable}
 * @param values of each transaction, by id; positive in the party's favour
 */
public record CloseOutAmount(
    NettingAgreement agreement,
    BigDecimal receivable,
    BigDecimal payable,
    List<TransactionValue> values) {

  /**
   * A transaction at its close-out price.
   *
   * @param transaction its id
   * @param value positive in the party's favour
   */
  public record TransactionValue(String transaction, BigDecimal value) {}

  public CloseOutAmount {
    values = List.copyOf(values);
  }

  /** The one amount; positive when the counterparty owes it to the party. */
  public BigDecimal amount() {
    return receivable.subtract(payable);
  }

  /** Who owes the amount to whom; empty when it is 0. */
  public Optional<Pair> owed() {
    return switch (amount().signum()) {
      case 1 -> Optional.of(new Pair(agreement.counterparty(), agreement.party()));
      case -1 -> Optional.of(new Pair(agreement.party(), agreement.counterparty()));
      default -> Optional.empty();
    };
  }
}
