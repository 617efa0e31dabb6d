package io.setoff.adapters.kernel;

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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A branch under construction: the store's rows, as they were at the branch's first block, with the
 * changes of the blocks folded so far. The store itself is not touched.
 */
final class Workspace implements RowEditor {
  private final PositionStore store;
  private final ChainId chain;
  private final TreeMap<RowKey, Optional<Row>> branch = new TreeMap<>();
  private final TreeMap<RowKey, Optional<Row>> block = new TreeMap<>();

  /** Rows of the store that were read: until the branch is applied they do not change. */
  private final Map<RowKey, Optional<Row>> read = new HashMap<>();

  /**
   * A branch on the store's head, or on an earlier block of the journal.
   *
   * @param undone the journal entries of the blocks that the branch leaves out, oldest first
   */
  Workspace(PositionStore store, ChainId chain, List<JournalEntry> undone) {
    this.store = store;
    this.chain = chain;
    undone.reversed().forEach(entry -> branch.putAll(entry.undo()));
  }

  @Override
  public Optional<Row> get(RowKey key) {
    Optional<Row> changed = block.get(key);
    if (changed == null) {
      changed = branch.get(key);
    }
    return changed == null ? read.computeIfAbsent(key, k -> store.read(chain, k)) : changed;
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = store.items(chain, table, entity);
    overlay(items, branch, table, entity);
    overlay(items, block, table, entity);
    return items;
  }

  private static void overlay(
      SortedMap<String, Row> items,
      NavigableMap<RowKey, Optional<Row>> changes,
      String table,
      String entity) {
    for (Map.Entry<RowKey, Optional<Row>> change :
        changes.tailMap(new RowKey(table, entity, ""), true).entrySet()) {
      RowKey key = change.getKey();
      if (!key.table().equals(table) || !key.entity().equals(entity)) {
        return;
      }
      change
          .getValue()
          .ifPresentOrElse(row -> items.put(key.item(), row), () -> items.remove(key.item()));
    }
  }

  /** A row is no better checked than the one that it replaces, which most folds build on. */
  @Override
  public void put(RowKey key, List<BigInteger> words, Origin origin) {
    Origin checked =
        get(key).map(before -> origin.atMost(before.origin().assurance())).orElse(origin);
    block.put(key, Optional.of(new Row(words, checked)));
  }

  @Override
  public void delete(RowKey key) {
    block.put(key, Optional.empty());
  }

  @Override
  public void restartBlock() {
    block.clear();
  }

  /** Ends the block; the next changes belong to the next one. */
  Unit finishBlock(BlockRef ref, boolean journaled) {
    Unit unit = new Unit(ref, journaled, block);
    branch.putAll(block);
    block.clear();
    return unit;
  }
}
