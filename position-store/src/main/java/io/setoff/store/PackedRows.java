package io.setoff.store;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * All rows of a chain at one block, in a fraction of the memory that rows take. Immutable: what
 * comes of it by changes shares what did not change.
 */
final class PackedRows implements WholeRows {
  static final PackedRows NOTHING = new PackedRows(TreePMap.empty());

  /** One object for all that is empty: what did not change is the same object. */
  private static final SortedMap<String, Row> NO_ITEMS = Collections.emptySortedMap();

  private final TreePMap<String, Table> tables;

  private record Table(TableForm form, EntityIndex entities) {}

  private PackedRows(TreePMap<String, Table> tables) {
    this.tables = tables;
  }

  /** Packs rows, which may be packed. */
  static PackedRows of(Map<RowKey, Row> rows) {
    if (rows instanceof AsMap packed) {
      return packed.rows;
    }
    Builder builder = new Builder(NOTHING);
    new TreeMap<>(rows).forEach(builder::put);
    return builder.build();
  }

  @Override
  public Optional<Row> get(RowKey key) {
    Table table = tables.get(key.table());
    return table == null
        ? Optional.empty()
        : table.entities().get(key.entity()).flatMap(items -> items.row(key.item()));
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    Table known = tables.get(table);
    return known == null
        ? NO_ITEMS
        : known.entities().get(entity).<SortedMap<String, Row>>map(items -> items).orElse(NO_ITEMS);
  }

  @Override
  public Set<String> entities(String table) {
    Table known = tables.get(table);
    return known == null ? Set.of() : known.entities().names();
  }

  /** After changes; it goes fastest when they are sorted. */
  PackedRows with(Map<RowKey, Optional<Row>> changes) {
    Builder builder = new Builder(this);
    changes.forEach(
        (key, row) ->
            row.ifPresentOrElse(there -> builder.put(key, there), () -> builder.drop(key)));
    return builder.build();
  }

  /** The same rows, read as they are asked for. */
  Map<RowKey, Row> asMap() {
    return new AsMap(this);
  }

  /** By the rows, however they came about. */
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof PackedRows rows && asMap().equals(rows.asMap()));
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  private Stream<Map.Entry<RowKey, Row>> stream() {
    return tables.entrySet().stream()
        .flatMap(
            table ->
                StreamSupport.stream(table.getValue().entities().values().spliterator(), false)
                    .flatMap(
                        items -> {
                          String entity = items.entity();
                          return items.entrySet().stream()
                              .map(
                                  item ->
                                      Map.entry(
                                          new RowKey(table.getKey(), entity, item.getKey()),
                                          item.getValue()));
                        }));
  }

  private static final class AsMap extends AbstractMap<RowKey, Row> {
    private final PackedRows rows;

    AsMap(PackedRows rows) {
      this.rows = rows;
    }

    @Override
    public @Nullable Row get(Object key) {
      return key instanceof RowKey row ? rows.get(row).orElse(null) : null;
    }

    @Override
    public boolean containsKey(Object key) {
      return key instanceof RowKey row && rows.get(row).isPresent();
    }

    @Override
    public boolean isEmpty() {
      return rows.tables.isEmpty();
    }

    @Override
    public Set<Map.Entry<RowKey, Row>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<RowKey, Row>> iterator() {
          return rows.stream().iterator();
        }

        @Override
        public int size() {
          long size = 0;
          for (Table table : rows.tables.values()) {
            for (PackedItems items : table.entities().values()) {
              size += items.size();
            }
          }
          return Math.toIntExact(size);
        }
      };
    }
  }

  /** Makes rows of rows, an entity at a time. Not thread-safe. */
  static final class Builder {
    private TreePMap<String, Table> tables;
    private String table = "";
    private String entity = "";
    private TableForm form = new TableForm();
    private EntityIndex entities = EntityIndex.NOTHING;
    private TreeMap<String, Row> items = new TreeMap<>();
    private boolean isOpen;

    Builder(PackedRows from) {
      this.tables = from.tables;
    }

    void put(RowKey key, Row row) {
      open(key);
      items.put(key.item(), row);
    }

    void drop(RowKey key) {
      open(key);
      items.remove(key.item());
    }

    PackedRows build() {
      closeTable();
      return new PackedRows(tables);
    }

    private void open(RowKey key) {
      if (isOpen && key.entity().equals(entity) && key.table().equals(table)) {
        return;
      }
      if (isOpen && key.table().equals(table)) {
        closeEntity();
      } else {
        closeTable();
        table = key.table();
        Table known = tables.get(table);
        form = known == null ? new TableForm() : known.form();
        entities = known == null ? EntityIndex.NOTHING : known.entities();
      }
      entity = key.entity();
      items = entities.get(entity).<TreeMap<String, Row>>map(TreeMap::new).orElseGet(TreeMap::new);
      isOpen = true;
    }

    private void closeEntity() {
      entities =
          items.isEmpty()
              ? entities.without(entity)
              : entities.with(PackedItems.of(form, entity, items));
    }

    private void closeTable() {
      if (isOpen) {
        closeEntity();
        form.hasEntities(entities.size());
        tables =
            entities.size() == 0
                ? tables.minus(table)
                : tables.plus(table, new Table(form, entities));
        isOpen = false;
      }
    }
  }
}
