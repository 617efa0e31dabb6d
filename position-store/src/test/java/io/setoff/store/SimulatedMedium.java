package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.MemoryPositionStore.Content;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pcollections.TreePMap;

/**
 * What outlives simulated processes: one chain's store, on a disk that may lose what was not
 * synced, behind a lease, by a clock that stands until it is moved. It compares what a step was
 * built on as the scripts of Redis do. One thread.
 */
public final class SimulatedMedium {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int REMEMBERED = 64;

  private final Deque<State> older = new ArrayDeque<>();
  private State state = new State(Content.NOTHING, Kept.NOTHING, 0);
  private Optional<String> holder = Optional.empty();
  private long now;
  private long until;
  private long steps;
  private Optional<CrashPoint> crash = Optional.empty();

  /**
   * All that is stored.
   *
   * @param nonce names the newest step
   */
  record State(Content content, Kept kept, long nonce) {}

  /** Where a process dies while it makes a step durable. */
  public enum CrashPoint {
    /** Nothing was written. */
    BEFORE_THE_WRITE,
    /** It was written and not synced, and is lost. */
    UNSYNCED_AND_LOST,
    /** It was written and not synced, and the disk has it all the same. */
    UNSYNCED_AND_KEPT,
    /** It was synced, and nobody was told. */
    BEFORE_THE_ANSWER
  }

  /** The end of a process. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash(CrashPoint point) {
      super(point.toString());
    }
  }

  /** A process' store; it holds what the process knows, and ends with it. */
  public PositionStore open(String process) {
    return new SimulatedStore(this, process);
  }

  /** The process that writes next dies there. */
  public void crashAt(CrashPoint point) {
    crash = Optional.of(point);
  }

  /** No process dies. */
  public void disarm() {
    crash = Optional.empty();
  }

  /** Time goes on. */
  public void pass(Duration time) {
    now += time.toMillis();
  }

  /** So long that nobody has the right to write any more. */
  public void passLease() {
    pass(LEASE.plusMillis(1));
  }

  /**
   * The newest steps are lost, as with a replica that had not got them; at most those there are.
   */
  public void lose(int count) {
    for (int i = 0; i < count && !older.isEmpty(); i++) {
      state = older.pop();
    }
  }

  State state() {
    return state;
  }

  /** Takes the right to write; false while another process has it. */
  boolean take(String process) {
    if (holder.filter(other -> !other.equals(process)).isPresent() && until > now) {
      return false;
    }
    holder = Optional.of(process);
    until = now + LEASE.toMillis();
    return true;
  }

  Optional<String> holder() {
    return holder;
  }

  /** Makes a step durable; its process may die. */
  void write(UnaryOperator<State> step) {
    Optional<CrashPoint> here = crash;
    crash = Optional.empty();
    if (here.isEmpty()
        || here.get() == CrashPoint.UNSYNCED_AND_KEPT
        || here.get() == CrashPoint.BEFORE_THE_ANSWER) {
      older.push(state);
      if (older.size() > REMEMBERED) {
        older.removeLast();
      }
      State next = step.apply(state);
      state = new State(next.content(), next.kept(), ++steps);
      until = now + LEASE.toMillis();
    }
    here.ifPresent(
        point -> {
          throw new Crash(point);
        });
  }

  /** Changes who is asked for or marked, which is no step. */
  void mark(UnaryOperator<Kept> change) {
    state = new State(state.content(), change.apply(state.kept()), state.nonce());
  }

  static Kept quarantining(Kept kept, AccountId account, Optional<Quarantine> mark) {
    TreePMap<String, Quarantine> marks = kept.quarantined();
    return kept.quarantining(
        mark.map(why -> marks.plus(account.address(), why))
            .orElseGet(() -> marks.minus(account.address())));
  }
}
