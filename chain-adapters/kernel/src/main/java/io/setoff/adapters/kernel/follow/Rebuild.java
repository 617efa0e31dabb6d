package io.setoff.adapters.kernel.follow;

import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A chain built anew beside the stored one, in a thread of its own: from the newest snapshot that
 * is still canonical, or from the first block. The stored state stays as it is until the end.
 */
final class Rebuild implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Rebuild.class.getName());

  private final boolean snapshots;
  private final ChainSource source;
  private final PositionStore store;
  private final FollowerSettings settings;
  private final Clock clock;
  private final ChainId chain;
  private final AtomicReference<Optional<PositionStore>> built =
      new AtomicReference<>(Optional.empty());
  private volatile String failure = "";
  private final Thread thread;

  /**
   * Starts at once.
   *
   * @param snapshots whether snapshots may be built on, or everything is read again
   */
  Rebuild(
      ChainSource source,
      PositionStore store,
      FollowerSettings settings,
      Clock clock,
      boolean snapshots) {
    this.snapshots = snapshots;
    this.source = source;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.chain = source.chain();
    this.thread = Thread.ofPlatform().daemon().name("rebuild " + chain).start(this::run);
  }

  /** The chain at its head, once it is there; to be closed by the caller. */
  Optional<PositionStore> result() {
    return built.getAndSet(Optional.empty());
  }

  /** Whether it ended without a result. */
  boolean hasFailed() {
    return !failure.isEmpty();
  }

  String failure() {
    return failure;
  }

  private void run() {
    try {
      for (int age = 0; !Thread.currentThread().isInterrupted(); age++) {
        Optional<PositionStore> snapshot = snapshots ? store.fromSnapshot(age) : Optional.empty();
        if (build(snapshot.orElseGet(store::scratch))) {
          return;
        }
        if (snapshot.isEmpty()) {
          failure = "it reorganised again, below what was built";
          return;
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "chain " + chain + " cannot be built anew", e);
      failure = e.toString();
    }
  }

  /** False when what it started from is not canonical either. */
  private boolean build(PositionStore room) {
    SortedSet<String> wanted = store.tracked(chain);
    wanted.forEach(address -> room.track(new AccountId(chain, address)));
    room.tracked(chain).stream()
        .filter(address -> !wanted.contains(address))
        .forEach(address -> room.untrack(new AccountId(chain, address)));
    boolean done = false;
    try (ChainFollower follower = ChainFollower.apart(source, room, settings, clock)) {
      done = follow(follower);
    } catch (DivergedException e) {
      return false;
    } finally {
      if (done) {
        built.set(Optional.of(room));
      } else {
        room.close();
      }
    }
    return true;
  }

  private boolean follow(ChainFollower follower) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (!follower.advance(Long.MAX_VALUE)) {
          return true;
        }
      } catch (RpcUnavailableException e) {
        pause();
      }
    }
    return false;
  }

  private void pause() {
    try {
      Thread.sleep(settings.pollInterval());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    result().ifPresent(PositionStore::close);
  }
}
