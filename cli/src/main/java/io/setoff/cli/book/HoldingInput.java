package io.setoff.cli.book;

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
  /** Of a holding that names none. */
  static final String ONLY_ACCOUNT = "main";

  Holding holding() {
    return new Holding(
        id, venue, marginAccount.orElse(ONLY_ACCOUNT), instrument.instrument(), quantity);
  }
}
