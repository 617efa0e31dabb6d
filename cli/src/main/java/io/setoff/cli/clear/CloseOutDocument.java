package io.setoff.cli.clear;

import io.setoff.risk.clearing.CloseOut;
import io.setoff.risk.clearing.ClosedTransaction;
import io.setoff.risk.clearing.ConversionRate;
import io.setoff.risk.clearing.NettingAgreement;
import java.util.List;
import java.util.Optional;

/**
 * What {@code clear close-out} reads.
 *
 * @param agreements that end
 * @param transactions under them
 * @param rates between currencies
 */
record CloseOutDocument(
    List<NettingAgreement> agreements,
    List<ClosedTransaction> transactions,
    Optional<List<ConversionRate>> rates) {

  CloseOutAnswer answer() {
    return CloseOutAnswer.of(CloseOut.of(agreements, transactions, rates.orElse(List.of())));
  }
}
