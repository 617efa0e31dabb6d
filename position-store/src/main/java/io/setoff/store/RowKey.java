package io.setoff.store;

import java.util.Comparator;

/**
 * Names a row of a chain.
 *
 * @param table which kind of row, with the venue it belongs to: {@code aave-v3:core/scaled}
 * @param entity what is read together: an account, a pool, a market
 * @param item which row of the entity; empty when it has only one
 */
public record RowKey(String table, String entity, String item) implements Comparable<RowKey> {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::table).thenComparing(RowKey::entity).thenComparing(RowKey::item);

  /** Refuses the separator of the stored form. */
  public RowKey {
    if (table.indexOf('\0') >= 0 || entity.indexOf('\0') >= 0 || item.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a key has no NUL character");
    }
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
