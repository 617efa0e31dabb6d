package io.setoff.store;

import io.setoff.model.BlockRef;
import io.setoff.store.Listener.Event;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * A chain's bookkeeping. Its monitor orders writers, and subscriptions among their writes; it is
 * held while a step is made durable. Readers take {@link #kept} and never wait.
 */
final class ChainState {
  Optional<String> owner = Optional.empty();
  Optional<ChainHealth> health = Optional.empty();

  /**
   * Whether subscribers know something that is stored no more, so that a step does not tell all.
   */
  boolean staleTold;

  private final Set<Listener> listeners = new CopyOnWriteArraySet<>();
  private volatile Kept kept = Kept.NOTHING;

  /**
   * What is durable besides the rows. Immutable.
   *
   * @param cursor empty before the first batch
   * @param journal by height
   * @param tracked addresses that are read
   * @param leaving addresses that are read no more, whose rows are not dropped yet
   * @param quarantined marks by address
   */
  record Kept(
      Optional<ChainCursor> cursor,
      SortedMap<Long, JournalEntry> journal,
      TreePSet<String> tracked,
      TreePSet<String> leaving,
      TreePMap<String, Quarantine> quarantined) {
    static final Kept NOTHING =
        new Kept(
            Optional.empty(),
            Collections.emptySortedMap(),
            TreePSet.empty(),
            TreePSet.empty(),
            TreePMap.empty());

    Kept {
      journal = Collections.unmodifiableSortedMap(journal);
    }

    Kept with(ChainCursor next, SortedMap<Long, JournalEntry> nextJournal) {
      return new Kept(Optional.of(next), nextJournal, tracked, leaving, quarantined);
    }

    Kept with(Image image) {
      TreeMap<Long, JournalEntry> byHeight = new TreeMap<>();
      image.journal().forEach(entry -> byHeight.put(entry.block().height(), entry));
      return with(image.cursor(), byHeight);
    }

    Kept tracking(String address) {
      return new Kept(cursor, journal, tracked.plus(address), leaving.minus(address), quarantined);
    }

    Kept untracking(String address) {
      return new Kept(cursor, journal, tracked.minus(address), leaving.plus(address), quarantined);
    }

    Kept forgetting(String address) {
      return new Kept(cursor, journal, tracked.minus(address), leaving.minus(address), quarantined);
    }

    Kept without(Set<String> dropped) {
      return new Kept(cursor, journal, tracked, leaving.minusAll(dropped), quarantined);
    }

    Kept quarantining(TreePMap<String, Quarantine> marks) {
      return new Kept(cursor, journal, tracked, leaving, marks);
    }

    /** The same place, with who is asked for and what is marked as there. */
    Kept marked(Kept marks) {
      return new Kept(cursor, journal, marks.tracked(), marks.leaving(), marks.quarantined());
    }

    /**
     * What an older state of the same store becomes when who is asked for, and what is marked, is
     * as here. What it has of accounts that are asked for no more is still to be dropped.
     */
    Kept askedFor(Kept older) {
      TreePSet<String> gone =
          leaving.plusAll(older.leaving()).plusAll(older.tracked()).minusAll(tracked);
      return new Kept(older.cursor(), older.journal(), tracked, gone, quarantined);
    }

    /** Of whom something is kept. */
    Set<String> addresses() {
      return tracked.plusAll(leaving).plusAll(quarantined.keySet());
    }

    /** Number of the newest step; 0 before the first. */
    long seq() {
      return cursor.map(ChainCursor::seq).orElse(0L);
    }

    Optional<BlockRef> head() {
      return cursor.map(ChainCursor::head);
    }

    List<JournalEntry> entries() {
      return List.copyOf(journal.values());
    }
  }

  Kept kept() {
    return kept;
  }

  /** Shows readers what a writer has made durable. */
  void kept(Kept durable) {
    kept = durable;
  }

  /** Has {@code listener} told what happens from now on. Within the monitor. */
  void join(Listener listener) {
    listener.forget();
    listeners.add(listener);
  }

  void leave(Listener listener) {
    listeners.remove(listener);
  }

  /** Has every subscriber told. Within the monitor, which makes the order that of the writes. */
  void publish(Event event) {
    listeners.forEach(listener -> listener.add(event));
  }

  /** Waits for subscribers that are far behind. Outside of the monitor. */
  void awaitListeners() {
    listeners.forEach(Listener::awaitRoom);
  }

  void closeListeners() {
    listeners.forEach(Listener::close);
  }
}
