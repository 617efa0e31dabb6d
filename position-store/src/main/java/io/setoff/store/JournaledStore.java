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
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every engine shares: comparing heads, ordering steps, telling subscribers. An engine adds
 * where rows live and how a step is made durable.
 *
 * <p>Writers of a chain take turns. Each makes its step durable, then shows it to readers, then
 * hands it to the subscribers' threads: no reader waits for a disk, none sees what a crash would
 * lose, and nobody is called while a lock is held.
 */
abstract class JournaledStore implements PositionStore {
  private static final String RESTORER = "restore";

  private final Map<ChainId, ChainState> chains = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Makes a step durable, whole or not at all.
   *
   * @param batch that it does
   * @param before what the step was built on
   * @return why it is refused, by an engine that others write to; empty when it is durable
   */
  abstract Optional<ApplyResult> commit(Step step, Batch batch, Kept before);

  /** Makes durable whether an account is tracked, or was until now. */
  abstract void persistTracked(AccountId account, boolean wanted);

  /** Makes the mark of a quarantine durable, or its absence. */
  abstract void persistQuarantine(AccountId account, Optional<Quarantine> mark);

  /** Every row at the head, as long as no step is under way. */
  abstract Map<RowKey, Row> allRows(ChainId chain);

  /**
   * Makes the whole state of a chain durable in place of the one before, whole or not at all.
   *
   * @param before what is replaced
   * @return as {@link #commit}
   */
  abstract Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before);

  /** What is stored of a chain that nobody has asked for yet. */
  Kept load(ChainId chain) {
    return Kept.NOTHING;
  }

  /** Keeps the writers of other processes away from a chain, and shows what they have written. */
  AcquireResult claim(ChainId chain) {
    return new AcquireResult.Acquired();
  }

  /** Has other processes told what the writer of this one reports; does not wait for it. */
  void passOn(ChainHealth health) {}

  private ChainState state(ChainId chain) {
    return chains.computeIfAbsent(
        chain,
        key -> {
          ChainState state = new ChainState();
          state.kept(load(chain));
          return state;
        });
  }

  final Kept kept(ChainId chain) {
    return state(chain).kept();
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

  /** Does something among the writes of a chain; what it tells holds the caller up afterwards. */
  final <T> T inTurn(ChainId chain, Supplier<T> turn) {
    return tell(state(chain), turn);
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

  /** Who is asked for and what is marked, as another process has left it. In the chain's turn. */
  final void marked(ChainId chain, Kept marks) {
    ChainState state = state(chain);
    Kept before = state.kept();
    state.kept(before.marked(marks));
    if (!before.quarantined().equals(marks.quarantined())) {
      state.publish(new Event(1, told -> told.quarantined(marks.quarantined())));
    }
  }

  /** Passes on what the chain's writer in another process reports. Within the chain's turn. */
  final void reported(ChainHealth health) {
    ChainState state = state(health.chain());
    if (!state.health.equals(Optional.of(health))) {
      state.health = Optional.of(health);
      state.publish(new Event(0, told -> told.health(health)));
    }
  }

  private void publishWhole(ChainId chain, ChainState state, Kept kept) {
    Map<RowKey, Row> rows = allRows(chain);
    ChainCursor cursor = kept.cursor().orElseThrow();
    state.publish(new Event(rows.size(), told -> told.image(cursor, rows, kept.entries())));
  }

  /** Called by an engine for what it finds on disk, before anybody else sees the store. */
  final void found(ChainId chain, Kept kept) {
    state(chain).kept(kept);
  }

  /**
   * Takes over the bookkeeping of every chain, without owners and subscribers.
   *
   * @param rows takes over a chain's rows while nobody writes
   */
  final void takeOver(JournaledStore other, Consumer<ChainId> rows) {
    other.chains.forEach(
        (chain, theirs) -> {
          synchronized (theirs) {
            found(chain, theirs.kept());
            rows.accept(chain);
          }
        });
  }

  /** A writer's turn, or that of a subscription that begins among the writes. */
  private <T> T write(ChainState state, Supplier<T> turn) {
    synchronized (state) {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      return turn.get();
    }
  }

  /** A writer's turn that is told of; afterwards the writer is held up by who is far behind. */
  private <T> T tell(ChainState state, Supplier<T> turn) {
    T result = write(state, turn);
    state.awaitListeners();
    return result;
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
        built.numbered(
            before.cursor().map(ChainCursor::seq).orElse(0L) + 1,
            before.cursor().map(ChainCursor::reorgs).orElse(0L) + 1);
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

  @Override
  public final void track(AccountId account) {
    ask(account, true);
  }

  @Override
  public final void untrack(AccountId account) {
    ask(account, false);
  }

  private void ask(AccountId account, boolean wanted) {
    ChainState state = state(account.chain());
    Kept known = state.kept();
    String address = account.address();
    if ((wanted ? known.tracked() : known.leaving()).contains(address)) {
      return;
    }
    write(
        state,
        () -> {
          persistTracked(account, wanted);
          Kept before = state.kept();
          state.kept(wanted ? before.tracking(address) : before.untracking(address));
          return account;
        });
  }

  @Override
  public final Tracked tracking(ChainId chain) {
    Kept kept = kept(chain);
    return new Tracked(kept.tracked(), kept.leaving());
  }

  @Override
  public final void quarantine(AccountId account, Quarantine mark) {
    mark(account, Optional.of(mark));
  }

  @Override
  public final void release(AccountId account) {
    mark(account, Optional.empty());
  }

  private void mark(AccountId account, Optional<Quarantine> mark) {
    ChainState state = state(account.chain());
    tell(
        state,
        () -> {
          persistQuarantine(account, mark);
          Kept before = state.kept();
          Kept after =
              before.quarantining(
                  mark.map(why -> before.quarantined().plus(account.address(), why))
                      .orElseGet(() -> before.quarantined().minus(account.address())));
          state.kept(after);
          state.publish(new Event(1, told -> told.quarantined(after.quarantined())));
          return after;
        });
  }

  @Override
  public final Optional<Quarantine> quarantineOf(AccountId account) {
    return Optional.ofNullable(kept(account.chain()).quarantined().get(account.address()));
  }

  @Override
  public final SortedMap<String, Quarantine> quarantined(ChainId chain) {
    return kept(chain).quarantined();
  }

  @Override
  public final void report(ChainHealth health) {
    ChainState state = state(health.chain());
    tell(
        state,
        () -> {
          state.health = Optional.of(health);
          state.publish(new Event(0, told -> told.health(health)));
          if (state.owner.isPresent()) {
            passOn(health);
          }
          return health;
        });
  }

  @Override
  public void close() {
    closed = true;
    for (ChainState state : chains.values()) {
      synchronized (state) {
        state.closeListeners();
      }
    }
  }
}
