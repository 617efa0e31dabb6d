package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Works out one batch's durable step. */
final class StepPlanner {
  private final Batch batch;
  private final Function<RowKey, Optional<Row>> read;
  private final Optional<ChainCursor> before;
  private final TreeSet<String> dropped;
  private final TreeMap<Long, JournalEntry> journal;
  private final TreeMap<RowKey, Optional<Row>> rows = new TreeMap<>();
  private final TreeSet<Long> touched = new TreeSet<>();
  private final TreeMap<Long, SortedSet<String>> unnamed = new TreeMap<>();
  private BlockRef base;
  private BlockRef head;
  private boolean reverted;

  private StepPlanner(Batch batch, ChainState.Kept state, Function<RowKey, Optional<Row>> read) {
    this.read = read;
    this.batch = batch;
    this.before = state.cursor();
    this.dropped = new TreeSet<>(batch.dropped());
    dropped.retainAll(state.leaving());
    this.journal = new TreeMap<>(state.journal());
    BlockRef first =
        batch.units().isEmpty() ? batch.revertTo().orElseThrow() : batch.units().get(0).block();
    this.base = before.map(ChainCursor::base).orElse(first);
    this.head = before.map(ChainCursor::head).orElse(first);
  }

  /**
   * A batch on the state that it was built on.
   *
   * @param read a row as it is before the batch
   * @return empty when it was built on something else
   */
  static Optional<StepPlanner> plan(
      Batch batch, ChainState.Kept state, Function<RowKey, Optional<Row>> read) {
    if (!state.head().map(BlockRef::hash).equals(batch.expectedHead().map(BlockRef::hash))) {
      return Optional.empty();
    }
    StepPlanner planner = new StepPlanner(batch, state, read);
    if (!planner.revert()) {
      return Optional.empty();
    }
    planner.applyUnits();
    planner.prune();
    return Optional.of(planner);
  }

  /** Undoes blocks after {@code revertTo}; false when that block is not held. */
  private boolean revert() {
    if (batch.revertTo().isEmpty()) {
      return true;
    }
    BlockRef target = batch.revertTo().get();
    if (target.hash().equals(head.hash())) {
      return true;
    }
    JournalEntry at = journal.get(target.height());
    boolean held =
        target.hash().equals(base.hash())
            || (at != null && at.block().hash().equals(target.hash()));
    if (!held) {
      return false;
    }
    SortedMap<Long, JournalEntry> undone = journal.tailMap(target.height() + 1);
    for (JournalEntry entry : new TreeMap<>(undone).descendingMap().values()) {
      rows.putAll(entry.undo());
      touched.add(entry.block().height());
      unnamed.put(entry.block().height(), entry.accounts());
    }
    undone.clear();
    head = target;
    reverted = true;
    return true;
  }

  Optional<BlockRef> effectiveRevert() {
    return reverted ? batch.revertTo() : Optional.empty();
  }

  private void applyUnits() {
    for (Unit unit : batch.units()) {
      if (unit.journaled()) {
        applyJournaled(unit);
      } else {
        touched.addAll(journal.keySet());
        journal.clear();
        base = unit.block();
      }
      rows.putAll(unit.changes());
      head = unit.block();
    }
  }

  private void applyJournaled(Unit unit) {
    long height = unit.block().height();
    TreeMap<RowKey, Optional<Row>> undo = new TreeMap<>();
    unit.changes().keySet().forEach(key -> undo.put(key, current(key)));
    boolean amends = before.isPresent() && unit.block().hash().equals(head.hash());
    JournalEntry earlier = journal.get(height);
    if (amends && earlier == null) {
      return;
    }
    if (amends && earlier != null) {
      undo.putAll(earlier.undo());
    }
    SortedSet<String> accounts =
        amends && earlier != null ? earlier.accounts() : new TreeSet<>(unit.accounts().keySet());
    if (before.isEmpty() && journal.isEmpty() && unit.block().hash().equals(base.hash())) {
      return;
    }
    journal.put(height, new JournalEntry(unit.block(), undo, accounts));
    touched.add(height);
  }

  private Optional<Row> current(RowKey key) {
    Optional<Row> pending = rows.get(key);
    return pending == null ? read.apply(key) : pending;
  }

  private void prune() {
    SortedMap<Long, JournalEntry> old = journal.headMap(Math.min(batch.keepFrom(), head.height()));
    for (JournalEntry entry : old.values()) {
      base = entry.block();
      touched.add(base.height());
    }
    old.clear();
  }

  /** The journal after the batch, by height. */
  SortedMap<Long, JournalEntry> journal() {
    return journal;
  }

  Step step() {
    long seq = before.map(ChainCursor::seq).orElse(0L) + 1;
    long reorgs = before.map(ChainCursor::reorgs).orElse(0L) + (reverted ? 1 : 0);
    ChainCursor cursor =
        new ChainCursor(
            seq,
            head,
            base,
            Math.min(batch.safeHeight(), head.height()),
            Math.min(batch.finalizedHeight(), head.height()),
            reorgs);
    TreeMap<Long, JournalEntry> puts = new TreeMap<>();
    TreeSet<Long> deletes = new TreeSet<>();
    for (long height : touched) {
      JournalEntry entry = journal.get(height);
      if (entry == null) {
        deletes.add(height);
      } else {
        puts.put(height, entry);
      }
    }
    List<SortedMap<String, Heights>> named = batch.units().stream().map(Unit::accounts).toList();
    return new Step(
        batch.chain(), cursor, rows, puts, deletes, named, unnamed, dropped, new StepBytes());
  }
}
