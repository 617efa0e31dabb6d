package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
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
 * What every engine shares: comparing heads, ordering steps, telling subscribers. An engine adds
 * where rows live and how a step is made durable.
 */
abstract class JournaledStore implements PositionStore {
  private final Map<ChainId, ChainState> chains = new ConcurrentHashMap<>();

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
      StepPlanner planner = new StepPlanner(batch, state, key -> read(batch.chain(), key));
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
  public final SortedMap<String, String> quarantined(ChainId chain) {
    ChainState state = state(chain);
    synchronized (state) {
      return Collections.unmodifiableSortedMap(new TreeMap<>(state.quarantined));
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
}
