package io.setoff.oracle.stream;

import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.Lease;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.publish.Slot;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.publish.WriteKey.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A lane with a thread of its own. The streams that write to its chain share it, and wait for its
 * journal alone: a node that stalls holds this thread, and nobody who records or reads here.
 */
public final class LaneRunner implements AutoCloseable {
  private static final Duration BALANCE_EVERY = Duration.ofSeconds(10);
  private static final int IDLE = 10;

  private final RpcChain chain;
  private final NodeQuorum nodes;
  private final Lane lane;
  private final FileJournal journal;
  private final LaneLog log;
  private volatile Optional<BigInteger> balance = Optional.empty();
  private long balanceAt = System.nanoTime() - BALANCE_EVERY.toNanos();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore taken = new Semaphore(0);
  private final Thread thread;

  /**
   * Starts stepping.
   *
   * @param pause between two looks at the chain while something is on its way; a lane that waits
   *     for nothing looks {@link #IDLE} times as seldom
   */
  public LaneRunner(
      RpcChain chain,
      NodeQuorum nodes,
      Lane lane,
      FileJournal journal,
      LaneLog log,
      Duration pause) {
    this.chain = chain;
    this.nodes = nodes;
    this.lane = lane;
    this.journal = journal;
    this.log = log;
    this.thread =
        Thread.ofPlatform()
            .name("lane eip155:" + chain.domain().chainId())
            .daemon()
            .start(() -> run(pause));
  }

  /** Ends between two steps: an interrupt would close the journal in the middle of one. */
  private void run(Duration pause) {
    try {
      do {
        look();
      } while (!log.isStopped() && isOpenAfter(lane.isBusy() ? pause : pause.multipliedBy(IDLE)));
    } catch (Lease.LostLeaseException e) {
      log.stopped(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      log.stopped("a fault: " + e);
      throw e;
    }
  }

  /** Waits, but not when something is taken on meanwhile; whether the lane is still open then. */
  private boolean isOpenAfter(Duration pause) throws InterruptedException {
    if (taken.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      taken.drainPermits();
    }
    return closing.getCount() > 0;
  }

  /** A fault ends one look, not the lane: a step that is done again does what is left of it. */
  private void look() {
    try {
      lane.step();
      log.stepped();
      readBalance();
    } catch (OracleUnavailableException | RpcUnavailableException e) {
      log.unavailable(String.valueOf(e.getMessage()));
    } catch (Lease.LostLeaseException e) {
      throw e;
    } catch (RuntimeException e) {
      log.fault(e);
    }
  }

  private void readBalance() {
    long now = System.nanoTime();
    if (now - balanceAt > BALANCE_EVERY.toNanos()) {
      balanceAt = now;
      try {
        balance = Optional.of(chain.balance());
      } catch (RpcUnavailableException e) {
        balance = Optional.empty();
      }
    }
  }

  /** What the gas payer had left some seconds ago, wei; empty when that could not be read. */
  public Optional<BigInteger> balance() {
    return balance;
  }

  public OracleDomain domain() {
    return chain.domain();
  }

  public RpcChain chain() {
    return chain;
  }

  public LaneLog log() {
    return log;
  }

  /** How often nodes have not said the same. */
  public long disagreements() {
    return nodes.disagreements();
  }

  /**
   * See {@link Lane#built}.
   *
   * @throws OracleUnavailableException when nothing can be recorded here, now or any more
   */
  void built(WriteKey key) {
    record(() -> lane.built(key));
  }

  /**
   * See {@link Lane#enqueue}.
   *
   * @throws OracleUnavailableException when nothing can be recorded here, now or any more
   */
  void enqueue(Write write) {
    record(() -> lane.enqueue(write));
    taken.release();
  }

  /**
   * See {@link Lane#withdraw}.
   *
   * @throws OracleUnavailableException when nothing can be recorded here, now or any more
   */
  void withdraw(WriteKey key, String reason) {
    record(() -> lane.withdraw(key, reason));
  }

  /** What a journal does not take is the matter of its chain, and of no stream. */
  private void record(Runnable change) {
    try {
      change.run();
    } catch (Lease.LostLeaseException e) {
      log.stopped(String.valueOf(e.getMessage()));
      throw new OracleUnavailableException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new OracleUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Highest number of an epoch that was ever begun for a stream here. */
  long newestEpoch(List<Bytes32> streams) {
    return lane.writes().stream()
        .map(Write::key)
        .filter(key -> streams.contains(key.stream()))
        .mapToLong(WriteKey::epoch)
        .max()
        .orElse(0);
  }

  /**
   * Accounts whose rows are stored for good; maybe others are, too.
   *
   * @param stream of the rows
   * @param head newest epoch in the contract: later ones are in another contract
   */
  Set<String> storedAccounts(Bytes32 stream, long head) {
    return lane.writes().stream()
        .filter(write -> write.key().stream().equals(stream) && write.key().epoch() <= head)
        .filter(write -> write.key().part() == Part.STORE && write.state() == Write.State.FINAL)
        .flatMap(write -> OracleAbi.accountsOf(write.data()).stream())
        .collect(Collectors.toSet());
  }

  /**
   * How far a write is.
   *
   * @param attempt the transaction that has landed, or the newest
   * @param attempts transactions signed for it, replaced ones included
   */
  public record Progress(
      Write write,
      Optional<Slot.Attempt> attempt,
      Optional<Slot.Inclusion> inclusion,
      int attempts) {}

  /** Empty when it is forgotten or was never begun. */
  public Optional<Progress> progress(WriteKey key) {
    Optional<Write> write =
        lane.writes().stream().filter(known -> known.key().equals(key)).findFirst();
    return write.map(this::progress);
  }

  private Progress progress(Write write) {
    List<Slot> slots =
        lane.slots().stream()
            .filter(slot -> slot.attempts().stream().anyMatch(a -> a.write().equals(write.key())))
            .toList();
    Optional<Slot> landed =
        slots.stream()
            .filter(slot -> slot.inclusion().isPresent())
            .filter(slot -> slot.landedWrite().equals(write.key()))
            .max(Comparator.comparingLong(Slot::nonce));
    List<Slot.Attempt> own =
        slots.stream()
            .flatMap(slot -> slot.attempts().stream())
            .filter(attempt -> attempt.write().equals(write.key()))
            .toList();
    Optional<Slot.Inclusion> inclusion = landed.flatMap(Slot::inclusion);
    Optional<Slot.Attempt> newest =
        own.stream()
            .filter(a -> inclusion.isEmpty() || inclusion.get().hash().equals(a.hash()))
            .reduce((a, b) -> b);
    return new Progress(write, newest, inclusion, own.size());
  }

  /** Writes in a state. */
  public long count(Write.State state) {
    return lane.writes().stream().filter(write -> write.state() == state).count();
  }

  /** What transactions in blocks after {@code time} have cost, wei. */
  public BigInteger spentSince(Instant time) {
    return lane.slots().stream()
        .flatMap(slot -> slot.inclusion().stream())
        .filter(inclusion -> inclusion.time().isAfter(time))
        .map(Slot.Inclusion::cost)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public void close() {
    closing.countDown();
    taken.release();
    nodes.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be closed", e);
    }
  }
}
