package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The circulation of least cost: flow enters and leaves every node in equal amounts.
 *
 * <p>Of several circulations of least cost the answer is the one in which the first arc has most
 * flow when its cost is negative and least flow otherwise; of those, the one that is best in the
 * second arc, and so on. There is exactly one, so that the answer depends on the arcs and their
 * order and on nothing in this class.
 *
 * <p>It begins with every arc of negative cost full. What then gathers at nodes goes to where it is
 * missing over penalty arcs through a hub, at a cost that no way around them has; so the first
 * minimum empties them. The order of arcs follows in rounds: each minimises costs that halve from
 * arc to arc over as many arcs as a machine word has room for.
 */
final class MinCostCirculation {
  /** Sums of that many halving costs along a path and back fit a long. */
  private static final int ARCS_PER_ROUND = 60;

  private MinCostCirculation() {}

  /** Flow of each arc, in the order of {@code arcs}; nodes are 0 to {@code nodes - 1}. */
  static List<BigInteger> of(int nodes, List<Arc> arcs) {
    List<Arc> all = new ArrayList<>(arcs);
    all.addAll(penaltyArcs(nodes, arcs));
    BigInteger[] full =
        all.stream()
            .map(arc -> arc.cost() < 0 || isPenalty(arc, nodes) ? arc.capacity() : BigInteger.ZERO)
            .toArray(BigInteger[]::new);
    NetworkSimplex simplex = new NetworkSimplex(nodes + 1, all, full);
    simplex.minimise(all.stream().mapToLong(Arc::cost).toArray());
    simplex.freezeCostly();
    simplex.freezeFrom(arcs.size());
    for (int start = 0; start < arcs.size(); start += ARCS_PER_ROUND) {
      int end = Math.min(start + ARCS_PER_ROUND, arcs.size());
      if (simplex.isAnyMovable(start, end)) {
        simplex.minimise(halvingCosts(all, start, end));
        simplex.freezeCostly();
      }
    }
    return IntStream.range(0, arcs.size()).mapToObj(simplex::flow).toList();
  }

  private static boolean isPenalty(Arc arc, int hub) {
    return arc.from() == hub || arc.to() == hub;
  }

  /** Arcs that, when full, balance every node while all arcs of negative cost are full. */
  private static List<Arc> penaltyArcs(int nodes, List<Arc> arcs) {
    BigInteger[] excess = new BigInteger[nodes];
    Arrays.fill(excess, BigInteger.ZERO);
    long dearest = 0;
    for (Arc arc : arcs) {
      dearest = Math.max(dearest, Math.abs(arc.cost()));
      if (arc.cost() < 0) {
        excess[arc.to()] = excess[arc.to()].add(arc.capacity());
        excess[arc.from()] = excess[arc.from()].subtract(arc.capacity());
      }
    }
    long penalty = (dearest + 1) * (nodes + 1);
    List<Arc> penalties = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      if (excess[node].signum() > 0) {
        penalties.add(new Arc(node, nodes, penalty, excess[node]));
      } else if (excess[node].signum() < 0) {
        penalties.add(new Arc(nodes, node, penalty, excess[node].negate()));
      }
    }
    return penalties;
  }

  private static long[] halvingCosts(List<Arc> arcs, int start, int end) {
    long[] costs = new long[arcs.size()];
    for (int arc = start; arc < end; arc++) {
      long weight = 1L << (end - 1 - arc);
      costs[arc] = arcs.get(arc).cost() < 0 ? -weight : weight;
    }
    return costs;
  }
}
