package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every engine shares: comparing heads, computing undo records, telling subscribers. An engine
 * adds where rows live and how a step is made durable.
 */
abstract class JournaledStore implements PositionStore {
  private final Map<ChainId, ChainState> chains = new ConcurrentHashMap<>();

  /** A chain's bookkeeping; its monitor orders batches and subscriptions. */
  static final class ChainState {
    Optional<String> owner = Optional.empty();
    Optional<ChainCursor> cursor = Optional.empty();
    final TreeMap<Long, JournalEntry> journal = new TreeMap<>();
    final TreeSet<String> tracked = new TreeSet<>();
    final TreeMap<String, String> quarantined = new TreeMap<>();
    final List<Subscriber> subscribers = new ArrayList<>();
    Optional<ChainHealth> health = Optional.empty();
  }

  /**
   * One durable step.
   *
   * @param chain which chain
   * @param cursor the cursor after it
   * @param rows new values; empty means delete
   * @param journalPuts entries to write, by height
   * @param journalDeletes heights to forget, before the puts
   * @param accountPuts addresses that are named, with the heights of the blocks
   * @param accountDeletes addresses that a height no longer names, before the puts
   */
  record Step(
      ChainId chain,
      ChainCursor cursor,
      SortedMap<RowKey, Optional<Row>> rows,
      SortedMap<Long, JournalEntry> journalPuts,
      SortedSet<Long> journalDeletes,
      List<SortedMap<String, SortedSet<Long>>> accountPuts,
      SortedMap<Long, SortedSet<String>> accountDeletes) {}

  /** Makes a step durable, whole or not at all. */
  abstract void commit(Step step);

  abstract void persistTracked(AccountId account);

  /** Makes the mark of a quarantine durable, or its absence. */
  abstract void persistQuarantine(AccountId account, Optional<String> reason);

  abstract Map<RowKey, Row> allRows(ChainId chain);

  /** Makes the whole state of a chain durable in place of the one before, whole or not at all. */
  abstract void commitImage(ChainId chain, Image image);

  /** Called by an engine that finds a chain on disk. */
  final ChainState state(ChainId chain) {
    return chains.computeIfAbsent(chain, key -> new ChainState());
  }

  /** Takes over the bookkeeping of every chain, without owners and subscribers. */
  final void takeOver(JournaledStore other) {
    other.chains.forEach(
        (chain, theirs) -> {
          ChainState mine = state(chain);
          synchronized (theirs) {
            mine.cursor = theirs.cursor;
            mine.journal.putAll(theirs.journal);
            mine.tracked.addAll(theirs.tracked);
            mine.quarantined.putAll(theirs.quarantined);
          }
        });
  }

  @Override
  public final void acquire(ChainId chain, String owner) {
    ChainState state = state(chain);
    synchronized (state) {
      state.owner = Optional.of(owner);
    }
  }

  @Override
  public final ApplyResult apply(Batch batch) {
    ChainState state = state(batch.chain());
    synchronized (state) {
      if (!state.owner.equals(Optional.of(batch.owner()))) {
        return new Fenced(state.owner.orElse("nobody"));
      }
      Optional<BlockRef> head = state.cursor.map(ChainCursor::head);
      if (!head.map(BlockRef::hash).equals(batch.expectedHead().map(BlockRef::hash))) {
        return new Mismatch(state.cursor);
      }
      Planner planner = new Planner(batch, state);
      if (!planner.revert()) {
        return new Mismatch(state.cursor);
      }
      planner.applyUnits();
      planner.prune();
      Step step = planner.step();
      commit(step);
      state.cursor = Optional.of(step.cursor());
      step.journalDeletes().forEach(state.journal::remove);
      state.journal.putAll(step.journalPuts());
      for (Subscriber subscriber : state.subscribers) {
        subscriber.applied(step.cursor(), planner.effectiveRevert(), batch.units());
      }
      return new Applied(step.cursor());
    }
  }

  @Override
  public final ApplyResult replace(ChainId chain, String owner, PositionStore rebuilt) {
    Image built = Image.of(rebuilt, chain);
    ChainState state = state(chain);
    synchronized (state) {
      if (!state.owner.equals(Optional.of(owner))) {
        return new Fenced(state.owner.orElse("nobody"));
      }
      Image image =
          built.numbered(
              state.cursor.map(ChainCursor::seq).orElse(0L) + 1,
              state.cursor.map(ChainCursor::reorgs).orElse(0L) + 1);
      commitImage(chain, image);
      state.cursor = Optional.of(image.cursor());
      state.journal.clear();
      image.journal().forEach(entry -> state.journal.put(entry.block().height(), entry));
      for (Subscriber subscriber : state.subscribers) {
        subscriber.image(image.cursor(), image.rows(), image.journal());
      }
      return new Applied(image.cursor());
    }
  }

  @Override
  public final Optional<ChainCursor> cursor(ChainId chain) {
    ChainState state = state(chain);
    synchronized (state) {
      return state.cursor;
    }
  }

  @Override
  public final List<JournalEntry> journal(ChainId chain) {
    ChainState state = state(chain);
    synchronized (state) {
      return List.copyOf(state.journal.values());
    }
  }

  @Override
  public final Subscription subscribe(ChainId chain, Subscriber subscriber) {
    ChainState state = state(chain);
    synchronized (state) {
      state.cursor.ifPresent(
          cursor -> subscriber.image(cursor, allRows(chain), List.copyOf(state.journal.values())));
      state.health.ifPresent(subscriber::health);
      state.subscribers.add(subscriber);
    }
    return () -> {
      synchronized (state) {
        state.subscribers.remove(subscriber);
      }
    };
  }

  @Override
  public final void track(AccountId account) {
    ChainState state = state(account.chain());
    synchronized (state) {
      if (state.tracked.contains(account.address())) {
        return;
      }
      persistTracked(account);
      state.tracked.add(account.address());
    }
  }

  @Override
  public final SortedSet<String> tracked(ChainId chain) {
    ChainState state = state(chain);
    synchronized (state) {
      return Collections.unmodifiableSortedSet(new TreeSet<>(state.tracked));
    }
  }

  @Override
  public final void quarantine(AccountId account, String reason) {
    ChainState state = state(account.chain());
    synchronized (state) {
      persistQuarantine(account, Optional.of(reason));
      state.quarantined.put(account.address(), reason);
    }
  }

  @Override
  public final void release(AccountId account) {
    ChainState state = state(account.chain());
    synchronized (state) {
      persistQuarantine(account, Optional.empty());
      state.quarantined.remove(account.address());
    }
  }

  @Override
  public final Optional<String> quarantineOf(AccountId account) {
    ChainState state = state(account.chain());
    synchronized (state) {
      return Optional.ofNullable(state.quarantined.get(account.address()));
    }
  }

  @Override
  public final int quarantined(ChainId chain) {
    ChainState state = state(chain);
    synchronized (state) {
      return state.quarantined.size();
    }
  }

  @Override
  public final void report(ChainHealth health) {
    ChainState state = state(health.chain());
    synchronized (state) {
      state.health = Optional.of(health);
      for (Subscriber subscriber : state.subscribers) {
        subscriber.health(health);
      }
    }
  }

  /** Works out one batch's durable step. */
  private final class Planner {
    private final Batch batch;
    private final Optional<ChainCursor> before;
    private final TreeMap<Long, JournalEntry> journal;
    private final TreeMap<RowKey, Optional<Row>> rows = new TreeMap<>();
    private final TreeSet<Long> touched = new TreeSet<>();
    private final TreeMap<Long, SortedSet<String>> unnamed = new TreeMap<>();
    private BlockRef base;
    private BlockRef head;
    private boolean reverted;

    Planner(Batch batch, ChainState state) {
      this.batch = batch;
      this.before = state.cursor;
      this.journal = new TreeMap<>(state.journal);
      BlockRef first =
          batch.units().isEmpty() ? batch.revertTo().orElseThrow() : batch.units().get(0).block();
      this.base = before.map(ChainCursor::base).orElse(first);
      this.head = before.map(ChainCursor::head).orElse(first);
    }

    /** Undoes blocks after {@code revertTo}; false when that block is not held. */
    boolean revert() {
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

    void applyUnits() {
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
      return pending == null ? read(batch.chain(), key) : pending;
    }

    void prune() {
      SortedMap<Long, JournalEntry> old =
          journal.headMap(Math.min(batch.keepFrom(), head.height()));
      for (JournalEntry entry : old.values()) {
        base = entry.block();
        touched.add(base.height());
      }
      old.clear();
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
      List<SortedMap<String, SortedSet<Long>>> named =
          batch.units().stream().map(Unit::accounts).toList();
      return new Step(batch.chain(), cursor, rows, puts, deletes, named, unnamed);
    }
  }
}
