package io.setoff.cli.book;

import io.setoff.risk.description.InstrumentInput;
import io.setoff.risk.description.NettingInput;
import io.setoff.risk.instrument.Holding;
import java.util.Optional;

/**
 * A holding; see {@link Holding}.
 *
 * @param marginAccount {@code main} when missing
 */
public record HoldingInput(
    String id,
    String venue,
    Optional<String> marginAccount,
    InstrumentInput instrument,
    double quantity) {
  Holding holding() {
    return new Holding(
        id,
        venue,
        marginAccount.orElse(NettingInput.ONLY_ACCOUNT),
        instrument.instrument(),
        quantity);
  }
}
