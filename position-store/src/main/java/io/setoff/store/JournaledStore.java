package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.Listener.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every engine shares: comparing heads, ordering steps, telling subscribers. An engine adds
 * where rows live and how a step is made durable.
 *
 * <p>Writers of a chain take turns. Each makes its step durable, then shows it to readers, then
 * hands it to the subscribers' threads: no reader waits for a disk, none sees what a crash would
 * lose, and nobody is called while a lock is held.
 */
abstract class JournaledStore extends MarkedStore {
  private static final String RESTORER = "restore";

  /**
   * Makes a step durable, whole or not at all.
   *
   * @param batch that it does
   * @param before what the step was built on
   * @return why it is refused, by an engine that others write to; empty when it is durable
   */
  abstract Optional<ApplyResult> commit(Step step, Batch batch, Kept before);

  /** Every row at the head, as long as no step is under way. */
  abstract Map<RowKey, Row> allRows(ChainId chain);

  /**
   * Makes the whole state of a chain durable in place of the one before, whole or not at all.
   *
   * @param before what is replaced
   * @return as {@link #commit}
   */
  abstract Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before);

  /** Keeps the writers of other processes away from a chain, and shows what they have written. */
  AcquireResult claim(ChainId chain) {
    return new AcquireResult.Acquired();
  }

  /** Whether this process writes the chain. Within the chain's turn. */
  final boolean isWriter(ChainId chain) {
    return state(chain).owner.isPresent();
  }

  /** Another process writes the chain from now on. Within the chain's turn. */
  final void lost(ChainId chain) {
    state(chain).owner = Optional.empty();
  }

  /** This process does not write the chain any more; a step that is under way is done first. */
  final void letGo(ChainId chain) {
    ChainState state = state(chain);
    synchronized (state) {
      state.owner = Optional.empty();
    }
  }

  /**
   * Goes on from what an engine finds stored although this process has not written it. Within the
   * chain's turn.
   */
  final void moved(ChainId chain, Kept stored) {
    ChainState state = state(chain);
    boolean marked = !state.kept().quarantined().equals(stored.quarantined());
    state.kept(stored);
    state.staleTold = stored.cursor().isEmpty();
    if (marked) {
      state.publish(new Event(1, told -> told.quarantined(stored.quarantined())));
    }
    if (stored.cursor().isPresent()) {
      publishWhole(chain, state, stored);
    }
  }

  /**
   * Does a step of another process. Within the chain's turn.
   *
   * @param to where the chain is after it
   * @param keep makes it durable here
   * @return false, and nothing is done, when it does not lead there from what is held
   */
  final boolean follow(Batch batch, ChainCursor to, Consumer<Step> keep) {
    ChainState state = state(batch.chain());
    Kept before = state.kept();
    Optional<StepPlanner> planner =
        StepPlanner.plan(batch, before, key -> read(batch.chain(), key));
    Optional<Step> step = planner.map(StepPlanner::step).filter(found -> found.cursor().equals(to));
    if (step.isEmpty()) {
      return false;
    }
    keep.accept(step.get());
    done(state, batch, planner.orElseThrow(), step.get(), before);
    return true;
  }

  private void publishWhole(ChainId chain, ChainState state, Kept kept) {
    Map<RowKey, Row> rows = allRows(chain);
    ChainCursor cursor = kept.cursor().orElseThrow();
    state.publish(new Event(rows.size(), told -> told.image(cursor, rows, kept.entries())));
  }

  @Override
  public final AcquireResult acquire(ChainId chain, String owner) {
    ChainState state = state(chain);
    return tell(
        state,
        () -> {
          AcquireResult result = claim(chain);
          if (result instanceof AcquireResult.Acquired) {
            state.owner = Optional.of(owner);
          }
          return result;
        });
  }

  @Override
  public final ApplyResult apply(Batch batch) {
    ChainState state = state(batch.chain());
    return tell(state, () -> apply(state, batch));
  }

  private ApplyResult apply(ChainState state, Batch batch) {
    if (!state.owner.equals(Optional.of(batch.owner()))) {
      return new Fenced(state.owner.orElse("nobody"));
    }
    Kept before = state.kept();
    Optional<StepPlanner> planner =
        StepPlanner.plan(batch, before, key -> read(batch.chain(), key));
    if (planner.isEmpty()) {
      return new Mismatch(before.cursor());
    }
    Step step = planner.get().step();
    Optional<ApplyResult> refused = commit(step, batch, before);
    if (refused.isPresent()) {
      return refused.get();
    }
    done(state, batch, planner.get(), step, before);
    return new Applied(step.cursor());
  }

  /** Shows a step that is durable, and has it told. */
  private void done(ChainState state, Batch batch, StepPlanner planner, Step step, Kept before) {
    Kept after = before.with(step.cursor(), planner.journal()).without(step.dropped());
    state.kept(after);
    if (state.staleTold) {
      state.staleTold = false;
      publishWhole(batch.chain(), state, after);
      return;
    }
    long rows = batch.units().stream().mapToLong(unit -> unit.changes().size()).sum();
    Optional<BlockRef> revertTo = planner.effectiveRevert();
    state.publish(new Event(rows, told -> told.applied(step.cursor(), revertTo, batch.units())));
  }

  @Override
  public final ApplyResult replace(ChainId chain, String owner, PositionStore rebuilt) {
    Image built = Image.of(rebuilt, chain);
    ChainState state = state(chain);
    return tell(state, () -> replace(chain, state, owner, built));
  }

  private ApplyResult replace(ChainId chain, ChainState state, String owner, Image built) {
    if (!state.owner.equals(Optional.of(owner))) {
      return new Fenced(state.owner.orElse("nobody"));
    }
    Kept before = state.kept();
    Image image =
        built.numbered(before.seq() + 1, before.cursor().map(ChainCursor::reorgs).orElse(0L) + 1);
    Optional<ApplyResult> refused = commitImage(chain, image, before);
    if (refused.isPresent()) {
      return refused.get();
    }
    state.staleTold = false;
    state.kept(before.with(image));
    state.publish(
        new Event(
            image.rows().size(),
            told -> told.image(image.cursor(), image.rows(), image.journal())));
    return new Applied(image.cursor());
  }

  /**
   * Puts what was exported in place of nothing.
   *
   * @throws StoreException when there is something, or another process writes the chain
   */
  final void restore(ChainId chain, Kept restored, Optional<Image> image) {
    if (acquire(chain, RESTORER) instanceof AcquireResult.Held held) {
      throw new StoreException(
          chain + " is written by another process, " + held.holder() + ": stop it first");
    }
    ChainState state = state(chain);
    write(
        state,
        () -> {
          Gathered.requireNothing(chain, state.kept());
          restored
              .tracked()
              .forEach(address -> persistTracked(new AccountId(chain, address), true));
          restored
              .leaving()
              .forEach(address -> persistTracked(new AccountId(chain, address), false));
          restored
              .quarantined()
              .forEach(
                  (address, mark) ->
                      persistQuarantine(new AccountId(chain, address), Optional.of(mark)));
          Optional<ApplyResult> refused =
              image.flatMap(whole -> commitImage(chain, whole, Kept.NOTHING));
          if (refused.isPresent()) {
            throw new StoreException(chain + " was written by another process meanwhile");
          }
          state.kept(image.map(restored::with).orElse(restored));
          return restored;
        });
  }

  @Override
  public final Optional<ChainCursor> cursor(ChainId chain) {
    return kept(chain).cursor();
  }

  @Override
  public final List<JournalEntry> journal(ChainId chain) {
    return kept(chain).entries();
  }

  @Override
  public final Subscription subscribe(ChainId chain, Subscriber subscriber) {
    ChainState state = state(chain);
    Listener listener =
        new Listener(
            chain.value(), subscriber, joining -> join(chain, state, joining), state::leave);
    listener.start();
    return listener;
  }

  /** Reads the state that a subscription begins with; all that comes after it is told later. */
  private Consumer<Subscriber> join(ChainId chain, ChainState state, Listener listener) {
    return write(
        state,
        () -> {
          state.join(listener);
          Kept kept = state.kept();
          Map<RowKey, Row> rows = kept.cursor().isPresent() ? allRows(chain) : Map.of();
          Optional<ChainHealth> health = state.health;
          return told -> {
            told.quarantined(kept.quarantined());
            kept.cursor().ifPresent(cursor -> told.image(cursor, rows, kept.entries()));
            health.ifPresent(told::health);
          };
        });
  }
}
