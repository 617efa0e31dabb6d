package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.venue.MarginResult.Attribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each position adds to the requirements, per unit.
 *
 * <p>Rule: a requirement is made of terms that grow in proportion to the book (Euler); a position's
 * share of a term is its derivative to the position, and a holding's the same times its signed
 * quantity. So a hedge has a negative share, and of two holdings that offset each other one has
 * what the other takes away. The rounding of all these sums is added to the largest share.
 */
final class EulerShares {
  private final double[] initial;
  private final double[] maintenance;

  EulerShares(int positions) {
    initial = new double[positions];
    maintenance = new double[positions];
  }

  /** Adds to the share of one unit of a position. */
  void add(NetPosition position, double toInitial, double toMaintenance) {
    initial[position.index()] += toInitial;
    maintenance[position.index()] += toMaintenance;
  }

  void clear(Iterable<NetPosition> positions, boolean clearInitial, boolean clearMaintenance) {
    for (NetPosition position : positions) {
      initial[position.index()] = clearInitial ? 0 : initial[position.index()];
      maintenance[position.index()] = clearMaintenance ? 0 : maintenance[position.index()];
    }
  }

  /** The shares of all holdings, in their order. */
  List<Attribution> of(
      List<NetPosition> positions,
      List<Holding> holdings,
      double totalInitial,
      double totalMaintenance) {
    Map<String, Attribution> byHolding = HashMap.newHashMap(holdings.size());
    for (NetPosition position : positions) {
      for (Holding holding : position.holdings()) {
        byHolding.put(
            holding.id(),
            new Attribution(
                holding.id(),
                initial[position.index()] * holding.quantity(),
                maintenance[position.index()] * holding.quantity()));
      }
    }
    List<Attribution> shares = new ArrayList<>(holdings.size());
    for (Holding holding : holdings) {
      Attribution share = byHolding.get(holding.id());
      shares.add(share == null ? new Attribution(holding.id(), 0, 0) : share);
    }
    round(shares, totalInitial, totalMaintenance);
    return shares;
  }

  private static void round(
      List<Attribution> shares, double totalInitial, double totalMaintenance) {
    double leftOfInitial = totalInitial;
    double leftOfMaintenance = totalMaintenance;
    int largest = -1;
    for (int i = 0; i < shares.size(); i++) {
      Attribution share = shares.get(i);
      leftOfInitial -= share.initial();
      leftOfMaintenance -= share.maintenance();
      if (largest < 0 || Math.abs(share.initial()) > Math.abs(shares.get(largest).initial())) {
        largest = i;
      }
    }
    if (largest >= 0) {
      Attribution share = shares.get(largest);
      shares.set(
          largest,
          new Attribution(
              share.holding(),
              share.initial() + leftOfInitial,
              share.maintenance() + leftOfMaintenance));
    }
  }
}
