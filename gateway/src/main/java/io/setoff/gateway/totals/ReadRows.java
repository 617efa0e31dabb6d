package io.setoff.gateway.totals;

import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.WholeRows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The rows of one state, which remember what was read of them. Not thread-safe.
 *
 * <p>The rows of an entity are one object in all states between which none of them changed: what
 * was read is as it was while it is the same object.
 */
final class ReadRows implements WholeRows {
  private final WholeRows rows;
  private final Set<String> unwatched;
  private final Map<Entity, Dependency> known = new HashMap<>();
  private final Set<Dependency> read = new HashSet<>();

  private record Entity(String table, String entity) {}

  /** Rows that were read; the same object for all who read them in one state. */
  static final class Dependency {
    private final Entity entity;
    private final SortedMap<String, Row> items;

    private Dependency(Entity entity, SortedMap<String, Row> items) {
      this.entity = entity;
      this.items = items;
    }

    /** Whether they are the same in another state. */
    @SuppressWarnings("ReferenceEquality")
    boolean holds(WholeRows state) {
      return state.items(entity.table(), entity.entity()) == items;
    }
  }

  /**
   * Remembers nothing of what is read of {@code unwatched} tables.
   *
   * @param unwatched tables
   */
  ReadRows(WholeRows rows, Set<String> unwatched) {
    this.rows = rows;
    this.unwatched = unwatched;
  }

  /** What was read since the last call. */
  List<Dependency> taken() {
    List<Dependency> taken = List.copyOf(read);
    read.clear();
    return taken;
  }

  @Override
  public Optional<Row> get(RowKey key) {
    return Optional.ofNullable(items(key.table(), key.entity()).get(key.item()));
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = rows.items(table, entity);
    if (!unwatched.contains(table)) {
      read.add(known.computeIfAbsent(new Entity(table, entity), key -> new Dependency(key, items)));
    }
    return items;
  }

  @Override
  public Set<String> entities(String table) {
    return rows.entities(table);
  }
}
