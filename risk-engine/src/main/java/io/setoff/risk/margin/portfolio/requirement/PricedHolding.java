package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.RecordHash;
import java.util.Optional;

/**
 * A holding of a book, with its account and its priced instrument.
 *
 * @param priced empty when the market has no price of an underlying
 */
public record PricedHolding(
    Holding holding, AccountKey account, Optional<PricedInstrument> priced) {

  /** A holding whose instrument has been added to {@code instruments}. */
  public static PricedHolding of(Holding holding, PricedInstruments instruments) {
    return new PricedHolding(holding, AccountKey.of(holding), instruments.of(holding.instrument()));
  }

  /** Adds every value of the holding. */
  public void addTo(Fingerprint fingerprint) {
    String instrument =
        priced
            .map(known -> known.profile().hash())
            .orElseGet(() -> RecordHash.hex((Record) holding.instrument()));
    fingerprint
        .add(holding.id())
        .add(holding.venue())
        .add(holding.marginAccount())
        .add(instrument)
        .add(holding.quantity());
  }

  /** Whether the market alone gives its value after any move. */
  public boolean isPriceable() {
    return priced.map(known -> known.profile().isPriceable()).orElse(false);
  }

  public PricedHolding withQuantity(double quantity) {
    return new PricedHolding(holding.withQuantity(quantity), account, priced);
  }
}
