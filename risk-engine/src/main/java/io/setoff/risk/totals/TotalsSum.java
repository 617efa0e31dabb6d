package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds accounts and totals up. Not thread-safe. */
final class TotalsSum {
  private final Map<Group, Map<UnderlyingId, Sum>> groups = new HashMap<>();
  private final TreeMap<VenueId, VenueSum> venues = new TreeMap<>();
  private long accounts;
  private long incomplete;

  void add(AccountStakes stakes) {
    accounts++;
    if (!stakes.isComplete()) {
      incomplete++;
    }
    Map<Group, Map<UnderlyingId, BigDecimal>> nets = new HashMap<>();
    for (ExposureLine line : stakes.lines()) {
      for (Group group : groupsOf(line)) {
        of(group, line.underlying()).add(line.delta());
        nets.computeIfAbsent(group, key -> new HashMap<>())
            .merge(line.underlying(), line.delta(), BigDecimal::add);
      }
    }
    nets.forEach(
        (group, byUnderlying) ->
            byUnderlying.forEach(
                (underlying, net) ->
                    of(group, underlying).hold(new Holder(stakes.account(), net))));
    stakes.books().forEach(book -> venue(book.venue()).add(book));
  }

  private static List<Group> groupsOf(ExposureLine line) {
    return List.of(
        Group.ALL,
        new Group(Dimension.VENUE, line.venue().toString()),
        new Group(Dimension.PROTOCOL, line.venue().protocol()),
        new Group(Dimension.NETTING_SET, line.nettingSet()));
  }

  void add(BookTotals totals) {
    accounts += totals.accounts();
    incomplete += totals.incomplete();
    totals
        .groups()
        .forEach(
            (group, byUnderlying) ->
                byUnderlying.forEach((underlying, total) -> of(group, underlying).add(total)));
    totals.venues().forEach((id, total) -> venue(id).add(total));
  }

  private Sum of(Group group, UnderlyingId underlying) {
    return groups
        .computeIfAbsent(group, key -> new HashMap<>())
        .computeIfAbsent(underlying, key -> new Sum());
  }

  private VenueSum venue(VenueId id) {
    return venues.computeIfAbsent(id, key -> new VenueSum());
  }

  BookTotals totals() {
    SortedMap<Group, SortedMap<UnderlyingId, UnderlyingTotal>> byGroup = new TreeMap<>();
    groups.forEach(
        (group, sums) -> {
          TreeMap<UnderlyingId, UnderlyingTotal> byUnderlying = new TreeMap<>();
          sums.forEach((underlying, sum) -> byUnderlying.put(underlying, sum.total()));
          byGroup.put(group, byUnderlying);
        });
    TreeMap<VenueId, VenueTotal> byVenue = new TreeMap<>();
    venues.forEach((id, sum) -> byVenue.put(id, sum.total()));
    return new BookTotals(byGroup, byVenue, accounts, incomplete);
  }

  /** One underlying in one group. */
  private static final class Sum {
    private BigDecimal longUnits = BigDecimal.ZERO;
    private BigDecimal shortUnits = BigDecimal.ZERO;
    private BigDecimal absolute = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
    private long holders;

    /** The smallest of the top first. */
    private final PriorityQueue<Holder> top = new PriorityQueue<>(Holder.LARGEST_FIRST.reversed());

    void add(BigDecimal delta) {
      if (delta.signum() > 0) {
        longUnits = longUnits.add(delta);
      } else {
        shortUnits = shortUnits.add(delta);
      }
    }

    void hold(Holder holder) {
      add(Concentration.of(holder));
    }

    void add(UnderlyingTotal total) {
      longUnits = longUnits.add(total.longUnits());
      shortUnits = shortUnits.add(total.shortUnits());
      add(total.concentration());
    }

    private void add(Concentration more) {
      holders += more.holders();
      absolute = absolute.add(more.absolute());
      squares = squares.add(more.squares());
      for (Holder holder : more.top()) {
        top.add(holder);
        if (top.size() > Concentration.TOP) {
          top.remove();
        }
      }
    }

    UnderlyingTotal total() {
      List<Holder> largest = new ArrayList<>(top);
      largest.sort(Holder.LARGEST_FIRST);
      return new UnderlyingTotal(
          longUnits, shortUnits, new Concentration(holders, absolute, squares, largest));
    }
  }

  /** One venue. */
  private static final class VenueSum {
    private final TreeMap<DistanceBand, BandTotal> bands = new TreeMap<>();
    private final TreeMap<UnderlyingId, ReserveTotal> reserves = new TreeMap<>();
    private BigDecimal shortfallUsd = BigDecimal.ZERO;

    void add(MarginedBook book) {
      if (book.owes()) {
        bands.merge(book.distance(), BandTotal.of(book), BandTotal::merge);
      }
      if (book instanceof LendingBook lending) {
        for (LendingBook.Asset asset : lending.assets()) {
          reserves.merge(
              asset.underlying(),
              new ReserveTotal(asset.supplied(), asset.owed()),
              ReserveTotal::merge);
        }
        shortfallUsd = shortfallUsd.add(lending.shortfallUsd(PriceFactors.NOW));
      }
    }

    void add(VenueTotal total) {
      total.bands().forEach((band, sum) -> bands.merge(band, sum, BandTotal::merge));
      total
          .reserves()
          .forEach((underlying, sum) -> reserves.merge(underlying, sum, ReserveTotal::merge));
      shortfallUsd = shortfallUsd.add(total.shortfallUsd());
    }

    VenueTotal total() {
      return new VenueTotal(bands, reserves, shortfallUsd);
    }
  }
}
