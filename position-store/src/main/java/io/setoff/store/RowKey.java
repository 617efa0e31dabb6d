package io.setoff.store;

/**
 * Names a row of a chain.
 *
 * @param table which kind of row, with the venue it belongs to: {@code aave-v3:core/scaled}
 * @param entity what is read together: an account, a pool, a market
 * @param item which row of the entity; empty when it has only one
 */
public record RowKey(String table, String entity, String item) implements Comparable<RowKey> {
  /** Refuses the separator of the stored form. */
  public RowKey {
    if (table.indexOf('\0') >= 0 || entity.indexOf('\0') >= 0 || item.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a key has no NUL character");
    }
  }

  @Override
  public int compareTo(RowKey other) {
    int byTable = table.compareTo(other.table);
    if (byTable != 0) {
      return byTable;
    }
    int byEntity = entity.compareTo(other.entity);
    return byEntity != 0 ? byEntity : item.compareTo(other.item);
  }

  /** As a record's own, but compiled as code: a fold looks rows up more than it does all else. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key
        && item.equals(key.item)
        && entity.equals(key.entity)
        && table.equals(key.table);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * table.hashCode() + entity.hashCode()) + item.hashCode();
  }
}
