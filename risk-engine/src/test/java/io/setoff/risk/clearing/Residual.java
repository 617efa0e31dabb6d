package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;

/**
 * The ways in which a clearing could still be changed: a debt that is left can be cleared (gain 1 a
 * unit), one that was cleared can be restored (loss 1 a unit). A clearing is optimal exactly when
 * no cycle of such changes gains.
 *
 * <p>Source: Ahuja, Magnanti, Orlin, Network Flows (1993), theorem 9.1.
 */
final class Residual {
  private record Change(int debt, int from, int to, int cost) {}

  private final int parties;
  private final List<Pair> pairs;
  private final List<Change> changes = new ArrayList<>();
  private final int[] distance;

  Residual(List<Obligation> obligations, CurrencyClearing clearing) {
    List<String> names = clearing.positions().stream().map(PartyBalance::party).toList();
    parties = names.size();
    SortedMap<Pair, BigInteger> debts = Networks.debts(obligations);
    SortedMap<Pair, BigInteger> remaining = Networks.remaining(clearing);
    pairs = List.copyOf(debts.keySet());
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      int debtor = java.util.Collections.binarySearch(names, pair.debtor());
      int creditor = java.util.Collections.binarySearch(names, pair.creditor());
      BigInteger left = remaining.getOrDefault(pair, BigInteger.ZERO);
      if (left.signum() > 0) {
        changes.add(new Change(i, debtor, creditor, -1));
      }
      if (left.compareTo(debts.getOrDefault(pair, BigInteger.ZERO)) < 0) {
        changes.add(new Change(i, creditor, debtor, 1));
      }
    }
    distance = new int[parties];
  }

  /** Whether no cycle gains (Bellman-Ford). Leaves shortest distances. */
  boolean isOptimal() {
    for (int round = 0; round <= parties; round++) {
      boolean changed = false;
      for (Change change : changes) {
        int through = distance[change.from()] + change.cost();
        if (through < distance[change.to()]) {
          distance[change.to()] = through;
          changed = true;
        }
      }
      if (!changed) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether no cycle without loss clears more of a debt and touches only debts after it. After
   * {@link #isOptimal}: such cycles run over changes that are tight under the distances.
   */
  boolean isFirstOfTheOptima() {
    List<Change> tight =
        changes.stream().filter(c -> distance[c.from()] + c.cost() == distance[c.to()]).toList();
    List<List<Change>> leaving = new ArrayList<>();
    for (int party = 0; party < parties; party++) {
      leaving.add(new ArrayList<>());
    }
    tight.forEach(change -> leaving.get(change.from()).add(change));
    return tight.stream().noneMatch(c -> c.cost() < 0 && canReturn(c, leaving));
  }

  private boolean canReturn(Change first, List<List<Change>> leaving) {
    boolean[] seen = new boolean[parties];
    Deque<Integer> open = new ArrayDeque<>(List.of(first.to()));
    while (!open.isEmpty()) {
      for (Change change : leaving.get(open.pop())) {
        if (change.debt() > first.debt() && !seen[change.to()]) {
          if (change.to() == first.from()) {
            return true;
          }
          seen[change.to()] = true;
          open.push(change.to());
        }
      }
    }
    return false;
  }
}
