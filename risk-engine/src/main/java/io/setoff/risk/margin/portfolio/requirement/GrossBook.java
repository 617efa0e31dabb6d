package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import java.util.List;

/** Every holding alone: nothing offsets anything, and all share the market's depth. */
final class GrossBook {
  private final List<PricedHolding> rows;
  private final UnderlyingIndex index;
  private final AddOns level;

  GrossBook(UnderlyingIndex index, List<PricedHolding> rows) {
    this.index = index;
    this.rows = rows;
    level = new AddOns(index);
    for (PricedHolding row : rows) {
      double quantity = Math.abs(row.holding().quantity());
      row.priced()
          .map(PricedInstrument::profile)
          .ifPresent(
              profile -> {
                for (int i = 0; i < profile.underlyings(); i++) {
                  int u = index.local(profile.underlying(i));
                  level.addNet(u, quantity * profile.delta(i));
                  level.addClosing(u, quantity * profile.closing(i));
                }
              });
    }
  }

  /** Sum of absolute sizes by underlying of the index. */
  double[] units() {
    return level.netUnits();
  }

  /** Adds all parts of the requirement of a row alone. */
  void addParts(int row, PartSums parts) {
    Holding holding = rows.get(row).holding();
    double quantity = Math.abs(holding.quantity());
    rows.get(row)
        .priced()
        .ifPresent(
            priced -> {
              UnitProfile profile = priced.profile();
              parts.add(priced.alone(holding.quantity()).parts(), quantity);
              parts.missingData += profile.unknown(holding.quantity());
              parts.oracle += profile.doubt(holding.quantity());
              for (int i = 0; i < profile.underlyings(); i++) {
                level.addShare(
                    index.local(profile.underlying(i)),
                    quantity * Math.abs(profile.delta(i)),
                    quantity * profile.closing(i),
                    parts);
              }
            });
  }

  /** Parts of all rows together. */
  PartSums parts() {
    PartSums parts = new PartSums();
    for (int i = 0; i < rows.size(); i++) {
      addParts(i, parts);
    }
    return parts;
  }
}
