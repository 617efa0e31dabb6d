package io.setoff.adapters.kernel;

import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changed rows, found fast one by one and by entity. An empty row is a deleted one. */
final class RowChanges {
  private record Entity(String table, String entity) {}

  private final Map<Entity, TreeMap<String, Optional<Row>>> byEntity = new HashMap<>();

  /** The change of a row; empty when it did not change. */
  Optional<Optional<Row>> get(RowKey key) {
    TreeMap<String, Optional<Row>> items = byEntity.get(new Entity(key.table(), key.entity()));
    return items == null ? Optional.empty() : Optional.ofNullable(items.get(key.item()));
  }

  void put(RowKey key, Optional<Row> row) {
    byEntity
        .computeIfAbsent(new Entity(key.table(), key.entity()), entity -> new TreeMap<>())
        .put(key.item(), row);
  }

  void putAll(RowChanges others) {
    others.byEntity.forEach(
        (entity, items) -> byEntity.computeIfAbsent(entity, key -> new TreeMap<>()).putAll(items));
  }

  /** Applies the changes of one entity to its rows. */
  void overlay(String table, String entity, SortedMap<String, Row> rows) {
    byEntity
        .getOrDefault(new Entity(table, entity), new TreeMap<>())
        .forEach(
            (item, row) ->
                row.ifPresentOrElse(value -> rows.put(item, value), () -> rows.remove(item)));
  }

  SortedMap<RowKey, Optional<Row>> sorted() {
    SortedMap<RowKey, Optional<Row>> sorted = new TreeMap<>();
    byEntity.forEach(
        (entity, items) ->
            items.forEach(
                (item, row) -> sorted.put(new RowKey(entity.table(), entity.entity(), item), row)));
    return sorted;
  }

  void clear() {
    byEntity.clear();
  }
}
