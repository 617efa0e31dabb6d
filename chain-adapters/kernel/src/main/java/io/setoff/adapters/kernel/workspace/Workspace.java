package io.setoff.adapters.kernel.workspace;

import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.Heights;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A branch under construction: the store's rows, as they were at the branch's first block, with the
 * changes of the blocks folded so far. The store itself is not touched. Once it is {@link #applied}
 * another branch may follow, as long as nobody else changes the store.
 */
public final class Workspace implements RowEditor {

  /** A row that was read or changed. Looked up once per access, whatever is noted about it. */
  private static final class Slot {
    private final RowKey key;

    /** As it is now; empty when there is none. */
    private Optional<Row> row;

    /** As it was before the block or range under way, when that has changed it. */
    private Optional<Row> before = Optional.empty();

    private boolean changedNow;

    /** Whether a finished range of the unit under way has changed it. */
    private boolean changedInUnit;

    /** Whether it may differ from the store's. */
    private boolean changed;

    Slot(RowKey key, Optional<Row> row) {
      this.key = key;
      this.row = row;
    }
  }

  private final PositionStore store;
  private final ChainId chain;
  private final Map<RowKey, Slot> slots = new HashMap<>();

  /** Before the first commit of a chain, when there is no row to look for. */
  private boolean nothingStored;

  /** What the block or range under way changed. */
  private final List<Slot> changedNow = new ArrayList<>();

  /** What finished ranges of the unit under way changed. */
  private final List<Slot> changedInUnit = new ArrayList<>();

  /** What may differ from the store's, by table and entity. */
  private final Map<String, Map<String, List<Slot>>> changed = new HashMap<>();

  /** The addresses that logs of the unit under way name. */
  private final Map<String, Heights> accounts = new HashMap<>();

  /** Those of them that the block or range under way names. */
  private final List<Heights> namedNow = new ArrayList<>();

  /**
   * A branch on the store's head, or on an earlier block of the journal.
   *
   * @param undone the journal entries of the blocks that the branch leaves out, oldest first
   */
  public Workspace(PositionStore store, ChainId chain, List<JournalEntry> undone) {
    this.store = store;
    this.chain = chain;
    this.nothingStored = store.cursor(chain).isEmpty();
    for (JournalEntry entry : undone.reversed()) {
      entry
          .undo()
          .forEach(
              (key, row) -> {
                Slot slot = slots.computeIfAbsent(key, unread -> new Slot(unread, row));
                slot.row = row;
                markChanged(slot);
              });
    }
  }

  private Slot slot(RowKey key) {
    Slot known = slots.get(key);
    return known == null ? load(key) : known;
  }

  private Slot load(RowKey key) {
    Slot slot = new Slot(key, nothingStored ? Optional.empty() : store.read(chain, key));
    slots.put(key, slot);
    return slot;
  }

  @Override
  public Optional<Row> get(RowKey key) {
    return slot(key).row;
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = store.items(chain, table, entity);
    for (Slot slot : changed.getOrDefault(table, Map.of()).getOrDefault(entity, List.of())) {
      slot.row.ifPresentOrElse(
          row -> items.put(slot.key.item(), row), () -> items.remove(slot.key.item()));
    }
    return items;
  }

  /** A row is no better checked than the one that it replaces, which most folds build on. */
  @Override
  public void put(RowKey key, List<BigInteger> words, Origin origin) {
    Slot slot = slot(key);
    Origin checked =
        slot.row.isPresent() ? origin.atMost(slot.row.get().origin().assurance()) : origin;
    change(slot, Optional.of(new Row(words, checked)));
  }

  @Override
  public void delete(RowKey key) {
    change(slot(key), Optional.empty());
  }

  private void change(Slot slot, Optional<Row> row) {
    if (!slot.changedNow) {
      slot.changedNow = true;
      slot.before = slot.row;
      changedNow.add(slot);
      markChanged(slot);
    }
    slot.row = row;
  }

  private void markChanged(Slot slot) {
    if (!slot.changed) {
      slot.changed = true;
      changed
          .computeIfAbsent(slot.key.table(), table -> new HashMap<>())
          .computeIfAbsent(slot.key.entity(), entity -> new ArrayList<>())
          .add(slot);
    }
  }

  @Override
  public void names(String address, long height) {
    Heights heights = accounts.computeIfAbsent(address, key -> new Heights());
    if (heights.isKept()) {
      namedNow.add(heights);
    }
    heights.add(height);
  }

  /** How many rows it holds in memory. */
  public int size() {
    return slots.size();
  }

  @Override
  public void restartBlock() {
    for (Slot slot : changedNow) {
      slot.row = slot.before;
      slot.changedNow = false;
    }
    changedNow.clear();
    namedNow.forEach(Heights::restore);
    namedNow.clear();
  }

  /** Ends a range; those that follow belong to the same unit, and may be folded again alone. */
  public void finishRange() {
    for (Slot slot : changedNow) {
      slot.changedNow = false;
      slot.before = Optional.empty();
      if (!slot.changedInUnit) {
        slot.changedInUnit = true;
        changedInUnit.add(slot);
      }
    }
    changedNow.clear();
    namedNow.forEach(Heights::keep);
    namedNow.clear();
  }

  /** Ends the unit; the next changes belong to the next one. */
  public Unit finishBlock(BlockRef ref, boolean journaled) {
    finishRange();
    SortedMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (Slot slot : changedInUnit) {
      changes.put(slot.key, slot.row);
      slot.changedInUnit = false;
    }
    changedInUnit.clear();
    accounts.values().removeIf(Heights::isEmpty);
    Unit unit = new Unit(ref, journaled, changes, new TreeMap<>(accounts));
    accounts.clear();
    return unit;
  }

  /** The store holds the branch now; what follows is a new one on it. */
  void applied() {
    nothingStored = false;
    for (Map<String, List<Slot>> entities : changed.values()) {
      entities.values().forEach(same -> same.forEach(slot -> slot.changed = false));
    }
    changed.clear();
  }
}
