package io.setoff.adapters.evm.source;

import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one fold of one log changes, apart until it is kept: a fold that fails half-way has changed
 * nothing. Used for one log after the other.
 */
final class LogChanges implements RowEditor {
  private final RowEditor rows;
  private final Map<RowKey, Optional<Row>> changed = new LinkedHashMap<>();
  private final Map<String, Long> named = new LinkedHashMap<>();

  LogChanges(RowEditor rows) {
    this.rows = rows;
  }

  /** Makes the changes. */
  void keep() {
    changed.forEach(
        (key, row) ->
            row.ifPresentOrElse(
                value -> rows.put(key, value.words(), value.origin()), () -> rows.delete(key)));
    named.forEach(rows::names);
    forget();
  }

  /** Makes none of them. */
  void forget() {
    changed.clear();
    named.clear();
  }

  @Override
  public Optional<Row> get(RowKey key) {
    if (changed.isEmpty()) {
      return rows.get(key);
    }
    Optional<Row> row = changed.get(key);
    return row == null ? rows.get(key) : row;
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = rows.items(table, entity);
    if (changed.isEmpty()) {
      return items;
    }
    SortedMap<String, Row> merged = new TreeMap<>(items);
    changed.forEach(
        (key, row) -> {
          if (key.table().equals(table) && key.entity().equals(entity)) {
            row.ifPresentOrElse(
                value -> merged.put(key.item(), value), () -> merged.remove(key.item()));
          }
        });
    return merged;
  }

  @Override
  public void put(RowKey key, List<BigInteger> words, Origin origin) {
    changed.put(key, Optional.of(new Row(words, origin)));
  }

  @Override
  public void delete(RowKey key) {
    changed.put(key, Optional.empty());
  }

  @Override
  public void names(String address, long height) {
    named.put(address, height);
  }

  @Override
  public void restartBlock() {
    throw new UnsupportedOperationException("a log is part of a block");
  }
}
