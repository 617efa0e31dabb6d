package io.setoff.risk.margin.portfolio.requirement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares in the netted part of a group by the order of joining: the rise of it when a member joins
 * those before, averaged over 64 orders and their reverses.
 *
 * <p>Euler's shares jump where a book is flat: the sign of a dust position decides which side of a
 * hedge pays for it. These do not. Every member is before and after each other one equally often,
 * so that a change elsewhere moves a share by no more than the mean of what the change requires
 * alone and the other way round; and an order is drawn by a number of each name, so that it stays
 * when another member leaves.
 *
 * <p>Source: Shapley, A value for n-person games (1953); Castro, Gómez and Tejada, Polynomial
 * calculation of the Shapley value based on sampling, Computers and Operations Research 36 (2009).
 */
final class ShapleyShares {
  private static final int ORDERS = 64;

  /** FNV-1a, 64 bits: RFC 9923. */
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;

  private static final long FNV_PRIME = 0x100000001b3L;

  /** SplitMix64: Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014). */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private static final long MIX_1 = 0xbf58476d1ce4e5b9L;
  private static final long MIX_2 = 0x94d049bb133111ebL;

  private final JoinedLosses losses;

  /** Places of the members in their book. */
  private final List<Integer> members;

  private ShapleyShares(JoinedLosses losses, List<Integer> members) {
    this.losses = losses;
    this.members = members;
  }

  /** Shares of members of different names, in their order, USD; negative for hedges. */
  static double[] of(JoinedLosses losses, List<Integer> members, List<String> names) {
    ShapleyShares shares = new ShapleyShares(losses, members);
    double[] sums = new double[members.size()];
    for (int order = 0; order < ORDERS; order++) {
      List<Integer> joining = order(names, order);
      shares.addTo(sums, joining);
      shares.addTo(sums, joining.reversed());
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= 2 * ORDERS;
    }
    return sums;
  }

  private void addTo(double[] sums, List<Integer> joining) {
    BitSet joined = new BitSet();
    double before = 0;
    for (int member : joining) {
      int account = members.get(member);
      joined.set(account);
      double with = Math.min(losses.of(joined), before + losses.alone(account));
      sums[member] += with - before;
      before = with;
    }
  }

  private static List<Integer> order(List<String> names, int order) {
    long[] numbers = names.stream().mapToLong(name -> number(name, order)).toArray();
    return new ArrayList<>(
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingLong(i -> numbers[i]).thenComparing(names::get))
            .toList());
  }

  private static long number(String name, int order) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    long mixed = hash + (order + 1) * GOLDEN_GAMMA;
    mixed = (mixed ^ (mixed >>> 30)) * MIX_1;
    mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
    return mixed ^ (mixed >>> 31);
  }
}
