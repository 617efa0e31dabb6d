package io.setoff.risk.portfolio.requirement;

import java.util.List;

/**
 * Accounts netted with each other, and what each of them brings to it.
 *
 * <p>Euler's shares jump where a book is flat: the sign of a dust position decides which side of a
 * hedge pays for it. What accounts are told uses order shares instead: the rise of the netted part
 * when an account joins, averaged over orders in which each account is in each place equally often,
 * and before and after each other one equally often. A change elsewhere moves them by no more than
 * its own requirement (Shapley, A value for n-person games, 1953, over these orders).
 */
public final class Netted {
  private final Shape shape;
  private final List<Group> members;
  private final List<String> venues;
  private final Group together;

  Netted(Shape shape, List<Group> members, List<String> venues) {
    this.shape = shape;
    this.members = members;
    this.venues = venues;
    together = Group.of(shape, members);
  }

  /** Netted part, basis, and what is not known, USD. */
  public double requirement() {
    return together.core() + together.basis() + together.unknown();
  }

  /** Share of each member, in their order, USD; negative when it hedges the others. */
  public double[] shares() {
    double[] shares = orderShares();
    for (int i = 0; i < shares.length; i++) {
      Group member = members.get(i);
      shares[i] += together.basisOf(venues.get(i), member.sums().netUnits) + member.unknown();
    }
    return shares;
  }

  private double[] orderShares() {
    int count = members.size();
    double[] shares = new double[count];
    if (count == 1) {
      shares[0] = together.core();
      return shares;
    }
    for (int first = 0; first < count; first++) {
      addOrder(shares, first, 1);
      addOrder(shares, first, count - 1);
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= 2 * count;
    }
    return shares;
  }

  /** One order: from {@code first} on in steps of {@code step}, around the circle. */
  private void addOrder(double[] shares, int first, int step) {
    Sums sums = new Sums(shape);
    double before = 0;
    for (int i = 0; i < members.size(); i++) {
      int at = (first + i * step) % members.size();
      sums.add(members.get(at).sums());
      double with = Math.min(new Core(sums).value(), before + members.get(at).core());
      shares[at] += with - before;
      before = with;
    }
  }
}
