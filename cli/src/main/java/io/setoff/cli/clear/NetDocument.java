package io.setoff.cli.clear;

import io.setoff.risk.clearing.Clearing;
import io.setoff.risk.clearing.NettingMode;
import io.setoff.risk.clearing.Obligation;
import io.setoff.risk.clearing.PartyCash;
import io.setoff.risk.input.InvalidRiskInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code clear net} reads.
 *
 * @param mode id of a netting mode
 * @param counterparty of mode {@code novation-central}
 * @param obligations who owes whom
 * @param cash what parties may pay with
 */
record NetDocument(
    String mode,
    Optional<String> counterparty,
    List<Obligation> obligations,
    Optional<List<PartyCash>> cash) {

  NetAnswer answer() {
    return NetAnswer.of(Clearing.clear(obligations, cash.orElse(List.of()), nettingMode()));
  }

  private NettingMode nettingMode() {
    Map<String, NettingMode> modes = new LinkedHashMap<>();
    for (NettingMode known :
        List.of(
            new NettingMode.Bilateral(),
            new NettingMode.ExistingEdges(),
            new NettingMode.NovationPairwise(),
            new NettingMode.NovationCentral(counterparty.orElse("")))) {
      modes.put(known.id(), known);
    }
    NettingMode chosen = modes.get(mode);
    if (chosen == null) {
      throw new InvalidRiskInputException(
          "mode", "must be one of " + String.join(", ", modes.keySet()) + ", is \"" + mode + "\"");
    }
    if (counterparty.isPresent() && !(chosen instanceof NettingMode.NovationCentral)) {
      throw new InvalidRiskInputException(
          "counterparty", "is used by mode novation-central only, mode is " + mode);
    }
    if (chosen instanceof NettingMode.NovationCentral && counterparty.isEmpty()) {
      throw new InvalidRiskInputException("counterparty", "must be given for mode " + mode);
    }
    return chosen;
  }
}
