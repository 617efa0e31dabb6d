package io.setoff.risk.clearing;

import java.util.Arrays;

/**
 * The basis of the network simplex method: a rooted tree over all nodes, whose arcs have reduced
 * cost 0 under the nodes' potentials. An arc's reduced cost is {@code cost + potential(from) -
 * potential(to)}.
 *
 * <p>At first every node hangs on the root by an artificial arc that leads to the root. No arc
 * leaves the root, so that artificial arcs never carry flow and their cost does not matter.
 */
final class SpanningTree {
  static final int NONE = -1;

  private final int[] parent;
  private final int[] parentArc;
  private final boolean[] arcLeadsUp;
  private final int[] depth;
  private final long[] potential;
  private final int[] firstChild;
  private final int[] next;
  private final int[] previous;

  /** A tree over nodes 0 to {@code nodes - 1}; node {@code nodes} is the root. */
  SpanningTree(int nodes) {
    parent = new int[nodes + 1];
    parentArc = new int[nodes + 1];
    arcLeadsUp = new boolean[nodes + 1];
    depth = new int[nodes + 1];
    potential = new long[nodes + 1];
    firstChild = filled(nodes + 1);
    next = filled(nodes + 1);
    previous = filled(nodes + 1);
    Arrays.fill(parentArc, NONE);
    parent[nodes] = NONE;
    for (int node = 0; node < nodes; node++) {
      depth[node] = 1;
      attach(node, nodes, NONE, true);
    }
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  int parent(int node) {
    return parent[node];
  }

  /** Index of the arc between a node and its parent; {@link #NONE} when it is artificial. */
  int parentArc(int node) {
    return parentArc[node];
  }

  /** Whether the arc between a node and its parent leads to the parent. */
  boolean arcLeadsUp(int node) {
    return arcLeadsUp[node];
  }

  long reducedCost(long cost, int from, int to) {
    return cost + potential[from] - potential[to];
  }

  /** The child of the root above a node, or the node itself. */
  int top(int node) {
    int top = node;
    while (depth[top] > 1) {
      top = parent[top];
    }
    return top;
  }

  /** The node where the ways of two nodes to the root meet. */
  int meet(int one, int other) {
    int a = one;
    int b = other;
    while (a != b) {
      if (depth[a] >= depth[b]) {
        a = parent[a];
      } else {
        b = parent[b];
      }
    }
    return a;
  }

  /**
   * Cuts the subtree at {@code cut} off and hangs it, by {@code node} inside of it, on {@code
   * newParent}.
   *
   * @param arc index of the entering arc
   * @param leadsUp whether it leads from {@code node} to {@code newParent}
   * @param reducedCost of the entering arc
   */
  void rehang(int cut, int node, int newParent, int arc, boolean leadsUp, long reducedCost) {
    int child = node;
    int above = newParent;
    int by = arc;
    boolean up = leadsUp;
    while (true) {
      int oldParent = parent[child];
      int oldArc = parentArc[child];
      boolean oldUp = arcLeadsUp[child];
      detach(child);
      attach(child, above, by, up);
      if (child == cut) {
        break;
      }
      above = child;
      by = oldArc;
      up = !oldUp;
      child = oldParent;
    }
    shift(node, leadsUp ? -reducedCost : reducedCost);
  }

  private void attach(int child, int newParent, int arc, boolean leadsUp) {
    parent[child] = newParent;
    parentArc[child] = arc;
    arcLeadsUp[child] = leadsUp;
    previous[child] = NONE;
    next[child] = firstChild[newParent];
    if (next[child] != NONE) {
      previous[next[child]] = child;
    }
    firstChild[newParent] = child;
  }

  private void detach(int child) {
    if (previous[child] == NONE) {
      firstChild[parent[child]] = next[child];
    } else {
      next[previous[child]] = next[child];
    }
    if (next[child] != NONE) {
      previous[next[child]] = previous[child];
    }
  }

  /** Corrects depths and potentials of a subtree. */
  private void shift(int top, long change) {
    int node = top;
    while (node != NONE) {
      depth[node] = depth[parent[node]] + 1;
      potential[node] += change;
      node = after(node, top);
    }
  }

  /** Gives tree arcs new costs. Artificial arcs cost nothing. */
  void price(long[] cost) {
    int root = parent.length - 1;
    potential[root] = 0;
    for (int node = after(root, root); node != NONE; node = after(node, root)) {
      int arc = parentArc[node];
      long of = arc == NONE ? 0 : cost[arc];
      potential[node] = potential[parent[node]] + (arcLeadsUp[node] ? -of : of);
    }
  }

  /** The node after another one when a subtree is walked from its top; {@link #NONE} at its end. */
  private int after(int last, int top) {
    if (firstChild[last] != NONE) {
      return firstChild[last];
    }
    int node = last;
    while (node != top && next[node] == NONE) {
      node = parent[node];
    }
    return node == top ? NONE : next[node];
  }
}
