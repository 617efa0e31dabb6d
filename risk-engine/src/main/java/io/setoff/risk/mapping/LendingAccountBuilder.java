package io.setoff.risk.mapping;

import io.setoff.model.AssetId;
import io.setoff.model.Detail;
import io.setoff.model.Position;
import io.setoff.model.VenueId;
import io.setoff.risk.exposure.LendingCover;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All that one account has supplied to and borrowed from one market: liquidated as a whole. */
final class LendingAccountBuilder {
  /** A market can take the collateral, and nothing else. */
  private static final boolean NON_RECOURSE = true;

  private final VenueId venue;
  private final String account;
  private final TreeMap<AssetId, LentAsset> assets = new TreeMap<>();
  private final List<String> positionIds = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Unpriced> unpriced = new ArrayList<>();

  private record Unpriced(Position position, ValuedLeg leg) {}

  LendingAccountBuilder(VenueId venue, String account) {
    this.venue = venue;
    this.account = account;
  }

  void add(ValuedPosition valued, Detail.Lend lend, HoldingMapper mapper) {
    for (ValuedLeg leg : valued.legs()) {
      Optional<RiskNode> node = mapper.node(leg.node());
      if (node.isEmpty() || leg.delta().isEmpty()) {
        unpriced.add(new Unpriced(valued.position(), leg));
      } else {
        double units = leg.delta().get().doubleValue() * node.get().units();
        assets.merge(leg.leg().asset(), lent(node.get(), units, leg, lend), this::sum);
        positionIds.add(valued.position().id());
        labels.add(valued.position().label());
      }
    }
  }

  private static LentAsset lent(RiskNode node, double units, ValuedLeg leg, Detail.Lend lend) {
    boolean collateral = leg.leg().countsAsCollateral();
    return new LentAsset(
        node.underlying(),
        Math.max(0, units),
        Math.max(0, -units),
        collateral ? lend.liquidationThreshold().doubleValue() : 0,
        collateral ? lend.liquidationBonus().doubleValue() : 0);
  }

  /** A supply and a debt of the same reserve; a debt has no terms. */
  private LentAsset sum(LentAsset a, LentAsset b) {
    return new LentAsset(
        a.underlying(),
        a.supplied() + b.supplied(),
        a.owed() + b.owed(),
        Math.max(a.liquidationThreshold(), b.liquidationThreshold()),
        Math.max(a.liquidationBonus(), b.liquidationBonus()));
  }

  /** A supply without a price is worthless, unless a debt rests on it: nothing is known then. */
  void addTo(HoldingMapper.Sink sink, LendingCover cover) {
    for (Unpriced each : unpriced) {
      if (cover.covers(each.position())) {
        sink.unpriced(each.position(), "unpriced", each.leg());
      } else {
        sink.unknown(each.position(), "unpriced", each.leg());
      }
    }
    if (!assets.isEmpty()) {
      LendingAccount instrument = new LendingAccount(List.copyOf(assets.values()), NON_RECOURSE);
      sink.add(
          new Holding(account, venue.toString(), account, instrument, 1),
          String.join(", ", labels),
          positionIds);
    }
  }
}
