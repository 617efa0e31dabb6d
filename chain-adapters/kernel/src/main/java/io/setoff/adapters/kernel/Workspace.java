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
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A branch under construction: the store's rows, as they were at the branch's first block, with the
 * changes of the blocks folded so far. The store itself is not touched.
 */
final class Workspace implements RowEditor {
  private final PositionStore store;
  private final ChainId chain;
  private final RowChanges branch = new RowChanges();
  private final RowChanges block = new RowChanges();
  private final Map<String, SortedSet<Long>> accounts = new HashMap<>();

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
    undone.reversed().forEach(entry -> entry.undo().forEach(branch::put));
  }

  @Override
  public Optional<Row> get(RowKey key) {
    return block
        .get(key)
        .or(() -> branch.get(key))
        .orElseGet(() -> read.computeIfAbsent(key, k -> store.read(chain, k)));
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = store.items(chain, table, entity);
    branch.overlay(table, entity, items);
    block.overlay(table, entity, items);
    return items;
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
  public void names(String address, long height) {
    accounts.computeIfAbsent(address, key -> new TreeSet<>()).add(height);
  }

  @Override
  public void restartBlock() {
    block.clear();
    accounts.clear();
  }

  /** Ends the block; the next changes belong to the next one. */
  Unit finishBlock(BlockRef ref, boolean journaled) {
    Unit unit = new Unit(ref, journaled, block.sorted(), new TreeMap<>(accounts));
    accounts.clear();
    branch.putAll(block);
    block.clear();
    return unit;
  }
}
