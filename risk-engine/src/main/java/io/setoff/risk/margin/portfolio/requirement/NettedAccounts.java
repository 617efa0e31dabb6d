package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.GroupExposure;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Accounts netted with each other, and what each of them brings to it: {@link ShapleyShares} of the
 * netted part, the cost of what it offsets, and what is not known of it.
 */
public final class NettedAccounts {
  private final UnderlyingIndex index;
  private final JoinedLosses losses;
  private final List<Integer> places;
  private final List<NettingGroup> members;
  private final List<AccountKey> accounts;
  private final NettingGroup together;

  /**
   * Some accounts of a book.
   *
   * @param places in it
   * @param members what is in each of them
   * @param accounts their names
   */
  NettedAccounts(
      UnderlyingIndex index,
      UnitLosses unitLosses,
      JoinedLosses losses,
      List<Integer> places,
      List<NettingGroup> members,
      List<AccountKey> accounts) {
    this.index = index;
    this.losses = losses;
    this.places = places;
    this.members = members;
    this.accounts = accounts;
    together = NettingGroup.of(index, unitLosses, members);
    losses.add(places, together);
  }

  /** Netted part, cost of its hedges, and what is not known, USD. */
  public double requirement() {
    return together.loss() + together.hedgeCost() + together.exposure().unknown();
  }

  /** Share of each member, in their order, USD; negative when it hedges the others. */
  public double[] shares() {
    SortedMap<String, double[]> atVenues = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      double[] sizes = atVenue(atVenues, i);
      for (int u = 0; u < sizes.length; u++) {
        sizes[u] += Math.abs(members.get(i).exposure().netUnits()[u]);
      }
    }
    List<String> names = accounts.stream().map(AccountKey::toString).toList();
    double[] shares = ShapleyShares.of(losses, places, names);
    for (int i = 0; i < shares.length; i++) {
      GroupExposure exposure = members.get(i).exposure();
      shares[i] +=
          together.hedgeShare(accounts.get(i).venue(), exposure.netUnits(), atVenue(atVenues, i))
              + exposure.unknown();
    }
    return shares;
  }

  /** Sum of absolute sizes of all members at the venue of one. */
  private double[] atVenue(SortedMap<String, double[]> atVenues, int member) {
    return atVenues.computeIfAbsent(
        accounts.get(member).venue(), venue -> new double[index.size()]);
  }
}
