package io.setoff.risk.margin;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.MarginResult.Attribution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each position adds to the requirements.
 *
 * <p>Rule: a requirement is made of terms that grow in proportion to the book (Euler); each is
 * shared by its derivative to a position times the position. A holding has the share of its
 * position in proportion to its signed quantity. The rounding of all these sums is added to the
 * largest share.
 */
final class Shares {
  private final double[] initial;
  private final double[] maintenance;

  Shares(int positions) {
    initial = new double[positions];
    maintenance = new double[positions];
  }

  void add(Position position, double toInitial, double toMaintenance) {
    initial[position.index()] += toInitial;
    maintenance[position.index()] += toMaintenance;
  }

  void clear(Iterable<Position> positions, boolean clearInitial, boolean clearMaintenance) {
    for (Position position : positions) {
      initial[position.index()] = clearInitial ? 0 : initial[position.index()];
      maintenance[position.index()] = clearMaintenance ? 0 : maintenance[position.index()];
    }
  }

  List<Attribution> of(
      List<Position> positions,
      List<Holding> holdings,
      double totalInitial,
      double totalMaintenance) {
    SortedMap<String, Attribution> byHolding = new TreeMap<>();
    holdings.forEach(holding -> byHolding.put(holding.id(), new Attribution(holding.id(), 0, 0)));
    for (Position position : positions) {
      if (position.quantity() != 0) {
        for (Holding holding : position.holdings()) {
          double part = holding.quantity() / position.quantity();
          byHolding.put(
              holding.id(),
              new Attribution(
                  holding.id(),
                  initial[position.index()] * part,
                  maintenance[position.index()] * part));
        }
      }
    }
    rounded(byHolding, totalInitial, totalMaintenance);
    return List.copyOf(byHolding.values());
  }

  private static void rounded(
      SortedMap<String, Attribution> shares, double totalInitial, double totalMaintenance) {
    Optional<Attribution> largest =
        shares.values().stream().max(Comparator.comparingDouble(s -> Math.abs(s.initial())));
    largest.ifPresent(
        share -> {
          double sumInitial = shares.values().stream().mapToDouble(Attribution::initial).sum();
          double sumMaintenance =
              shares.values().stream().mapToDouble(Attribution::maintenance).sum();
          shares.put(
              share.holding(),
              new Attribution(
                  share.holding(),
                  share.initial() + (totalInitial - sumInitial),
                  share.maintenance() + (totalMaintenance - sumMaintenance)));
        });
  }
}
