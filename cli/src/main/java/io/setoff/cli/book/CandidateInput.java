package io.setoff.cli.book;

import io.setoff.risk.description.InstrumentInput;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.hedge.HedgeCandidate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that could be traded; see {@link HedgeCandidate}.
 *
 * @param marginAccount {@code main} when missing
 * @param lot any quantity when missing
 */
public record CandidateInput(
    String id,
    String venue,
    Optional<String> marginAccount,
    InstrumentInput instrument,
    double largest,
    double costPerUnit,
    OptionalDouble lot) {

  HedgeCandidate candidate() {
    Holding holding = new HoldingInput(id, venue, marginAccount, instrument, 1).holding();
    return new HedgeCandidate(holding, largest, costPerUnit, lot.orElse(0));
  }
}
