package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.Listener.Event;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The chains of a store, whose writers take turns, and what is kept of them besides steps: who is
 * asked for, what is marked, how the writer is.
 */
abstract class MarkedStore implements PositionStore {
  private final Map<ChainId, ChainState> chains = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Makes durable whether an account is tracked, or was until now. */
  abstract void persistTracked(AccountId account, boolean wanted);

  /** Makes the mark of a quarantine durable, or its absence. */
  abstract void persistQuarantine(AccountId account, Optional<Quarantine> mark);

  /** What is stored of a chain that nobody has asked for yet. */
  Kept load(ChainId chain) {
    return Kept.NOTHING;
  }

  /** Has other processes told what the writer of this one reports; does not wait for it. */
  void passOn(ChainHealth health) {}

  final ChainState state(ChainId chain) {
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

  /** Does something among the writes of a chain; what it tells holds the caller up afterwards. */
  final <T> T inTurn(ChainId chain, Supplier<T> turn) {
    return tell(state(chain), turn);
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
  final void takeOver(MarkedStore other, Consumer<ChainId> rows) {
    other.chains.forEach(
        (chain, theirs) -> {
          synchronized (theirs) {
            found(chain, theirs.kept());
            rows.accept(chain);
          }
        });
  }

  /** A writer's turn, or that of a subscription that begins among the writes. */
  final <T> T write(ChainState state, Supplier<T> turn) {
    synchronized (state) {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      return turn.get();
    }
  }

  /** A writer's turn that is told of; afterwards the writer is held up by who is far behind. */
  final <T> T tell(ChainState state, Supplier<T> turn) {
    T result = write(state, turn);
    state.awaitListeners();
    return result;
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
