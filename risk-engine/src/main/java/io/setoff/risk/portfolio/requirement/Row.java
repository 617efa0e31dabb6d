package io.setoff.risk.portfolio.requirement;

import io.setoff.risk.Fingerprint;
import io.setoff.risk.RecordHash;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.portfolio.rules.AccountKey;
import java.util.Optional;

/** A holding, its account, and its instrument as it was priced; empty when it has no price. */
public record Row(Holding holding, AccountKey account, Optional<UnitProfile> profile) {

  /** The row of a holding whose instrument has been added to {@code profiles}. */
  public static Row of(Holding holding, Profiles profiles) {
    return new Row(holding, AccountKey.of(holding), profiles.of(holding.instrument()));
  }

  /** Adds every value of the holding. */
  public void addTo(Fingerprint fingerprint) {
    String instrument =
        profile
            .map(UnitProfile::hash)
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
    return profile.map(UnitProfile::isPriceable).orElse(false);
  }

  public Row withQuantity(double quantity) {
    return new Row(holding.withQuantity(quantity), account, profile);
  }
}
