package io.setoff.adapters.kernel.workspace;

import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A branch under construction: the store's rows, as they were at the branch's first block, with the
 * changes of the blocks folded so far. The store itself is not touched. Once it is {@link #applied}
 * another branch may follow, as long as nobody else changes the store.
 */
public final class Workspace implements RowEditor {
  private record Entity(String table, String entity) {}

  private final PositionStore store;
  private final ChainId chain;

  /** Rows as they are now, of those that were read or changed; empty when there is none. */
  private final Map<RowKey, Optional<Row>> rows = new HashMap<>();

  /** The rows that the block or range under way changed, as they were before it. */
  private final Map<RowKey, Optional<Row>> before = new HashMap<>();

  /** The rows that finished ranges of the unit under way changed. */
  private final Set<RowKey> finished = new HashSet<>();

  /** Items that may differ from the store's. */
  private final Map<Entity, Set<RowKey>> changed = new HashMap<>();

  private final Map<String, SortedSet<Long>> accounts = new HashMap<>();
  private final Map<String, SortedSet<Long>> finishedAccounts = new HashMap<>();

  /**
   * A branch on the store's head, or on an earlier block of the journal.
   *
   * @param undone the journal entries of the blocks that the branch leaves out, oldest first
   */
  public Workspace(PositionStore store, ChainId chain, List<JournalEntry> undone) {
    this.store = store;
    this.chain = chain;
    for (JournalEntry entry : undone.reversed()) {
      rows.putAll(entry.undo());
      entry.undo().keySet().forEach(this::markChanged);
    }
  }

  @Override
  public Optional<Row> get(RowKey key) {
    return rows.computeIfAbsent(key, unknown -> store.read(chain, unknown));
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = store.items(chain, table, entity);
    for (RowKey key : changed.getOrDefault(new Entity(table, entity), Set.of())) {
      get(key).ifPresentOrElse(row -> items.put(key.item(), row), () -> items.remove(key.item()));
    }
    return items;
  }

  /** A row is no better checked than the one that it replaces, which most folds build on. */
  @Override
  public void put(RowKey key, List<BigInteger> words, Origin origin) {
    Origin checked = get(key).map(row -> origin.atMost(row.origin().assurance())).orElse(origin);
    change(key, Optional.of(new Row(words, checked)));
  }

  @Override
  public void delete(RowKey key) {
    change(key, Optional.empty());
  }

  private void change(RowKey key, Optional<Row> row) {
    if (before.putIfAbsent(key, get(key)) == null) {
      markChanged(key);
    }
    rows.put(key, row);
  }

  private void markChanged(RowKey key) {
    changed
        .computeIfAbsent(new Entity(key.table(), key.entity()), entity -> new HashSet<>())
        .add(key);
  }

  @Override
  public void names(String address, long height) {
    accounts.computeIfAbsent(address, key -> new TreeSet<>()).add(height);
  }

  /** How many rows it holds in memory. */
  public int size() {
    return rows.size();
  }

  @Override
  public void restartBlock() {
    rows.putAll(before);
    before.clear();
    accounts.clear();
  }

  /** Ends a range; those that follow belong to the same unit, and may be folded again alone. */
  public void finishRange() {
    finished.addAll(before.keySet());
    before.clear();
    accounts.forEach(
        (address, heights) ->
            finishedAccounts.computeIfAbsent(address, key -> new TreeSet<>()).addAll(heights));
    accounts.clear();
  }

  /** Ends the unit; the next changes belong to the next one. */
  public Unit finishBlock(BlockRef ref, boolean journaled) {
    finishRange();
    SortedMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    finished.forEach(key -> changes.put(key, get(key)));
    Unit unit = new Unit(ref, journaled, changes, new TreeMap<>(finishedAccounts));
    finished.clear();
    finishedAccounts.clear();
    return unit;
  }

  /** The store holds the branch now; what follows is a new one on it. */
  void applied() {
    changed.clear();
  }
}
