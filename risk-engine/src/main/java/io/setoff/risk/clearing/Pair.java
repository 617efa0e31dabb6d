package io.setoff.risk.clearing;

import java.util.Comparator;

/** Who owes and who is owed. Ordered by debtor, then creditor. */
public record Pair(String debtor, String creditor) implements Comparable<Pair> {
  private static final Comparator<Pair> ORDER =
      Comparator.comparing(Pair::debtor).thenComparing(Pair::creditor);

  @Override
  public int compareTo(Pair other) {
    return ORDER.compare(this, other);
  }

  Pair reversed() {
    return new Pair(creditor, debtor);
  }
}
