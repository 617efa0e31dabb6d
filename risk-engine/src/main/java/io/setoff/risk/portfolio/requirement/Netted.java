package io.setoff.risk.portfolio.requirement;

import io.setoff.risk.portfolio.rules.AccountKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Accounts netted with each other, and what each of them brings to it: {@link OrderShares} of the
 * netted part, the basis of what it offsets, and what is not known of it.
 */
public final class Netted {
  private final Shape shape;
  private final List<Group> members;
  private final List<AccountKey> accounts;
  private final Group together;

  Netted(Shape shape, List<Group> members, List<AccountKey> accounts) {
    this.shape = shape;
    this.members = members;
    this.accounts = accounts;
    together = Group.of(shape, members);
  }

  /** Netted part, basis, and what is not known, USD. */
  public double requirement() {
    return together.core() + together.basis() + together.sums().unknown();
  }

  /** Share of each member, in their order, USD; negative when it hedges the others. */
  public double[] shares() {
    SortedMap<String, double[]> absolute = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      double[] sum =
          absolute.computeIfAbsent(accounts.get(i).venue(), v -> new double[shape.size()]);
      for (int u = 0; u < sum.length; u++) {
        sum[u] += Math.abs(members.get(i).sums().netUnits[u]);
      }
    }
    List<String> names = accounts.stream().map(AccountKey::toString).toList();
    double[] shares = OrderShares.of(shape, members, names);
    for (int i = 0; i < shares.length; i++) {
      Group member = members.get(i);
      double[] atVenue = absolute.getOrDefault(accounts.get(i).venue(), member.sums().netUnits);
      shares[i] +=
          together.basisShare(accounts.get(i).venue(), member.sums().netUnits, atVenue)
              + member.sums().unknown();
    }
    return shares;
  }
}
