package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Lowers the cost of a circulation until it is least, by pivots of a spanning tree. Flow enters and
 * leaves every node in equal amounts at all times.
 *
 * <p>Source: Ahuja, Magnanti, Orlin, Network Flows (1993), chapter 11. Trees are strongly feasible
 * (from every node some flow could be sent to the root), so that no sequence of pivots repeats.
 * Flows are integers of any size; costs, on which most of the work is done, are machine words.
 */
final class NetworkSimplex {
  private static final byte LOWER = 1;
  private static final byte IN_TREE = 0;
  private static final byte UPPER = -1;

  /** Arcs that compete for entering, as a multiple of the root of their number: measured. */
  private static final int BLOCK_FACTOR = 4;

  private final int nodes;
  private final int[] from;
  private final int[] to;
  private final BigInteger[] capacity;
  private final BigInteger[] flow;
  private final BigInteger unbounded;
  private final byte[] state;
  private SpanningTree tree;
  private long[] cost = {};
  private int[] movable;
  private int cursor;

  /**
   * A circulation to begin with.
   *
   * @param nodes are 0 to {@code nodes - 1}
   * @param flow of each arc: 0 or its capacity
   */
  NetworkSimplex(int nodes, List<Arc> arcs, BigInteger[] flow) {
    this.nodes = nodes;
    this.flow = flow;
    from = arcs.stream().mapToInt(Arc::from).toArray();
    to = arcs.stream().mapToInt(Arc::to).toArray();
    capacity = arcs.stream().map(Arc::capacity).toArray(BigInteger[]::new);
    unbounded =
        arcs.stream()
            .map(Arc::capacity)
            .reduce(BigInteger.ZERO, BigInteger::max)
            .add(BigInteger.ONE);
    state = new byte[arcs.size()];
    movable = new int[arcs.size()];
    Arrays.setAll(movable, arc -> arc);
    tree = plant();
  }

  BigInteger flow(int arc) {
    return flow[arc];
  }

  /** Gives the circulation the least cost that movable arcs allow. */
  void minimise(long[] costs) {
    cost = costs;
    tree.price(costs);
    int block = BLOCK_FACTOR * (1 + (int) Math.sqrt(movable.length));
    int unwilling = 0;
    cursor = 0;
    while (unwilling < movable.length) {
      int entering = SpanningTree.NONE;
      long largest = 0;
      int end = Math.min(block, movable.length - unwilling);
      for (int i = 0; i < end; i++) {
        int arc = movable[cursor];
        cursor = cursor + 1 == movable.length ? 0 : cursor + 1;
        long gain = -state[arc] * reducedCost(arc);
        if (gain > largest) {
          largest = gain;
          entering = arc;
        }
      }
      if (entering == SpanningTree.NONE) {
        unwilling += end;
      } else {
        unwilling = 0;
        pivot(entering);
      }
    }
  }

  /**
   * Freezes every arc whose flow cannot change any more without raising the least cost. What is
   * minimised next keeps all that was minimised before.
   */
  void freezeCostly() {
    movable = Arrays.stream(movable).filter(arc -> reducedCost(arc) == 0).toArray();
  }

  /** Freezes all arcs from index {@code end} on, which must carry no flow, and drops the tree. */
  void freezeFrom(int end) {
    movable = Arrays.stream(movable).filter(arc -> arc < end).toArray();
    tree = plant();
  }

  boolean isAnyMovable(int start, int end) {
    int at = Arrays.binarySearch(movable, start);
    int first = at >= 0 ? at : -at - 1;
    return first < movable.length && movable[first] < end;
  }

  /** A tree of the movable arcs that are neither empty nor full; they never close a cycle. */
  private SpanningTree plant() {
    SpanningTree planted = new SpanningTree(nodes);
    for (int arc : movable) {
      if (flow[arc].signum() == 0) {
        state[arc] = LOWER;
      } else if (flow[arc].equals(capacity[arc])) {
        state[arc] = UPPER;
      } else {
        state[arc] = IN_TREE;
        planted.rehang(planted.top(from[arc]), from[arc], to[arc], arc, true, 0);
      }
    }
    return planted;
  }

  private long reducedCost(int arc) {
    return tree.reducedCost(cost[arc], from[arc], to[arc]);
  }

  /** Sends as much flow as fits around the cycle that an arc closes with the tree. */
  private void pivot(int entering) {
    boolean forward = state[entering] == LOWER;
    int first = forward ? from[entering] : to[entering];
    int second = forward ? to[entering] : from[entering];
    int join = tree.meet(first, second);

    BigInteger amount = capacity[entering];
    int cut = SpanningTree.NONE;
    boolean cutOnFirst = false;
    for (int node = first; node != join; node = tree.parent(node)) {
      BigInteger room = room(node, !tree.arcLeadsUp(node));
      if (room.compareTo(amount) < 0) {
        amount = room;
        cut = node;
        cutOnFirst = true;
      }
    }
    for (int node = second; node != join; node = tree.parent(node)) {
      BigInteger room = room(node, tree.arcLeadsUp(node));
      if (room.compareTo(amount) <= 0) {
        amount = room;
        cut = node;
        cutOnFirst = false;
      }
    }

    if (amount.signum() > 0) {
      change(entering, forward, amount);
      for (int node = first; node != join; node = tree.parent(node)) {
        change(tree.parentArc(node), !tree.arcLeadsUp(node), amount);
      }
      for (int node = second; node != join; node = tree.parent(node)) {
        change(tree.parentArc(node), tree.arcLeadsUp(node), amount);
      }
    }
    if (cut == SpanningTree.NONE) {
      state[entering] = (byte) -state[entering];
      return;
    }
    int leaving = tree.parentArc(cut);
    if (leaving != SpanningTree.NONE) {
      state[leaving] = flow[leaving].signum() == 0 ? LOWER : UPPER;
    }
    state[entering] = IN_TREE;
    tree.rehang(
        cut,
        cutOnFirst ? first : second,
        cutOnFirst ? second : first,
        entering,
        cutOnFirst == forward,
        reducedCost(entering));
  }

  /** How far the flow between a node and its parent can grow or shrink. */
  private BigInteger room(int node, boolean grow) {
    int arc = tree.parentArc(node);
    if (arc == SpanningTree.NONE) {
      return grow ? unbounded : BigInteger.ZERO;
    }
    return grow ? capacity[arc].subtract(flow[arc]) : flow[arc];
  }

  private void change(int arc, boolean grow, BigInteger amount) {
    flow[arc] = grow ? flow[arc].add(amount) : flow[arc].subtract(amount);
  }
}
