package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * A reader's copy of one chain in memory: an immutable snapshot for every block that the journal
 * holds, sharing what did not change. Going back over a reorg is dropping snapshots. Not
 * thread-safe; {@link #states()} may be handed to any thread.
 */
public final class ChainReplica {

  /**
   * The rows at one block.
   *
   * @param block the block
   * @param rows its rows
   */
  public record State(BlockRef block, WholeRows rows) {}

  /** One object for all that is empty: what did not change is the same object. */
  private static final TreePMap<String, Row> NOTHING = TreePMap.empty();

  /** By table, entity and item. */
  private record Snapshot(PMap<String, PMap<String, TreePMap<String, Row>>> tables)
      implements WholeRows {
    @Override
    public Optional<Row> get(RowKey key) {
      return Optional.ofNullable(items(key.table(), key.entity()).get(key.item()));
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      PMap<String, TreePMap<String, Row>> entities = tables.get(table);
      TreePMap<String, Row> items = entities == null ? null : entities.get(entity);
      return items == null ? NOTHING : items;
    }

    @Override
    public Set<String> entities(String table) {
      PMap<String, TreePMap<String, Row>> entities = tables.get(table);
      return entities == null ? Set.of() : entities.keySet();
    }

    Snapshot with(Map<RowKey, Optional<Row>> changes) {
      PMap<String, PMap<String, TreePMap<String, Row>>> next = tables;
      for (Map.Entry<RowKey, Optional<Row>> change : changes.entrySet()) {
        RowKey key = change.getKey();
        PMap<String, TreePMap<String, Row>> old = next.get(key.table());
        PMap<String, TreePMap<String, Row>> entities =
            with(old == null ? HashTreePMap.empty() : old, key, change.getValue());
        next = entities.isEmpty() ? next.minus(key.table()) : next.plus(key.table(), entities);
      }
      return new Snapshot(next);
    }

    private static PMap<String, TreePMap<String, Row>> with(
        PMap<String, TreePMap<String, Row>> entities, RowKey key, Optional<Row> row) {
      TreePMap<String, Row> old = entities.get(key.entity());
      TreePMap<String, Row> items = old == null ? NOTHING : old;
      items = row.isPresent() ? items.plus(key.item(), row.get()) : items.minus(key.item());
      return items.isEmpty() ? entities.minus(key.entity()) : entities.plus(key.entity(), items);
    }
  }

  private final ArrayDeque<State> states = new ArrayDeque<>();

  /** Starts again from a whole image; see {@link Subscriber#image}. */
  public void reset(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
    states.clear();
    TreeMap<RowKey, Optional<Row>> all = new TreeMap<>();
    rows.forEach((key, row) -> all.put(key, Optional.of(row)));
    Snapshot snapshot = new Snapshot(HashTreePMap.empty()).with(all);
    for (JournalEntry entry : journal.reversed()) {
      states.addFirst(new State(entry.block(), snapshot));
      snapshot = snapshot.with(entry.undo());
    }
    states.addFirst(new State(cursor.base(), snapshot));
  }

  /** Applies one batch; see {@link Subscriber#applied}. */
  public void apply(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
    revertTo.ifPresent(
        target -> {
          while (!states.getLast().block().hash().equals(target.hash())) {
            states.removeLast();
          }
        });
    for (Unit unit : units) {
      Snapshot before =
          states.isEmpty()
              ? new Snapshot(HashTreePMap.empty())
              : (Snapshot) states.getLast().rows();
      if (!unit.journaled()) {
        states.clear();
      } else if (!states.isEmpty() && states.getLast().block().hash().equals(unit.block().hash())) {
        states.removeLast();
      }
      states.addLast(new State(unit.block(), before.with(unit.changes())));
    }
    while (states.getFirst().block().height() < cursor.base().height()) {
      states.removeFirst();
    }
  }

  /** Every state held, oldest first; the last is the head. */
  public List<State> states() {
    return List.copyOf(states);
  }

  /** The newest state at or below {@code height}, or the oldest held. */
  public static State at(List<State> states, long height) {
    State found = states.get(0);
    for (State state : states) {
      if (state.block().height() <= height) {
        found = state;
      }
    }
    return found;
  }

  /** The state at the block with this hash. */
  public static Optional<State> at(List<State> states, String blockHash) {
    Iterator<State> newestFirst = new ArrayList<>(states).reversed().iterator();
    while (newestFirst.hasNext()) {
      State state = newestFirst.next();
      if (state.block().hash().equals(blockHash)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
