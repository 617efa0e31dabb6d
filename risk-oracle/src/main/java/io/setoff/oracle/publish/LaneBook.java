package io.setoff.oracle.publish;

import io.setoff.oracle.publish.Slot.Attempt;
import io.setoff.oracle.publish.Slot.Inclusion;
import io.setoff.oracle.publish.Write.State;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a lane remembers: its writes and its nonces. Each change is in the journal first.
 *
 * <p>Streams add and withdraw writes while the lane looks at its chain. A change that depends on
 * what is remembered is made under this object's monitor, which is held over the journal and never
 * over a question to a node; reads wait for nothing. Nonces are changed by the lane's thread alone.
 */
final class LaneBook {
  private static final int KEPT_WRITES = 200;
  private static final Set<State> ON_ITS_WAY = EnumSet.of(State.SENT, State.MINED, State.FINAL);

  private final Journal journal;
  private final LaneListener listener;
  private final ConcurrentNavigableMap<WriteKey, Write> writes = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<Long, Slot> slots = new ConcurrentSkipListMap<>();

  LaneBook(Journal journal, LaneListener listener) {
    this.journal = journal;
    this.listener = listener;
    journal.writes().forEach(write -> writes.put(write.key(), write));
    journal.slots().forEach(slot -> slots.put(slot.nonce(), slot));
  }

  /** See {@link Lane#built}. */
  void built(WriteKey key) {
    change(() -> writes.containsKey(key) ? Optional.empty() : Optional.of(Write.built(key)));
  }

  /** See {@link Lane#enqueue}. */
  void enqueue(Write write) {
    change(
        () ->
            known(write.key()).filter(known -> known.state() != State.BUILT).isPresent()
                ? Optional.empty()
                : Optional.of(write));
  }

  /** See {@link Lane#withdraw}. */
  void withdraw(WriteKey key, String reason) {
    change(
        () ->
            known(key)
                .filter(known -> known.state().isWaiting())
                .map(known -> known.as(State.SUPERSEDED, reason)));
  }

  /** Saves {@code next} if the write is still in the state that the decision was made for. */
  void move(Write seen, Write next) {
    change(() -> isStill(seen) ? Optional.of(next) : Optional.empty());
  }

  void save(Write write) {
    change(() -> Optional.of(write));
  }

  /** Decides and saves at once; who watches is told afterwards. */
  private void change(Supplier<Optional<Write>> decision) {
    Optional<Write> next;
    synchronized (this) {
      next = decision.get();
      next.ifPresent(this::put);
    }
    next.ifPresent(listener::moved);
  }

  private void put(Write write) {
    journal.record(write);
    writes.put(write.key(), write);
  }

  /**
   * Records a transaction before it is sent, if its write is still in the state that the decision
   * was made for: it may have been withdrawn since.
   *
   * @return whether it may be sent
   */
  boolean beginSending(Write seen, Slot slot) {
    Write sent = seen.state() == State.QUEUED ? seen.as(State.SENT) : seen;
    synchronized (this) {
      if (!isStill(seen)) {
        return false;
      }
      save(slot);
      if (!sent.equals(seen)) {
        put(sent);
      }
    }
    if (!sent.equals(seen)) {
      listener.moved(sent);
    }
    return true;
  }

  private boolean isStill(Write seen) {
    return known(seen.key()).filter(known -> known.state() == seen.state()).isPresent();
  }

  private Optional<Write> known(WriteKey key) {
    return Optional.ofNullable(writes.get(key));
  }

  synchronized void save(Slot slot) {
    journal.record(slot);
    slots.put(slot.nonce(), slot);
  }

  Write write(WriteKey key) {
    Write write = writes.get(key);
    if (write == null) {
      throw new IllegalStateException("the journal has a nonce for an unknown write: " + key);
    }
    return write;
  }

  /** Oldest epoch first. */
  List<Write> writes() {
    return List.copyOf(writes.values());
  }

  /** Lowest nonce first. */
  List<Slot> slots() {
    return List.copyOf(slots.values());
  }

  Optional<Slot> slot(long nonce) {
    return Optional.ofNullable(slots.get(nonce));
  }

  /** The nonce above all that have landed. */
  long nextNonce() {
    return slots.values().stream()
        .filter(slot -> slot.inclusion().isPresent())
        .mapToLong(slot -> slot.nonce() + 1)
        .max()
        .orElse(0);
  }

  /** What transactions in blocks after {@code time} have cost, wei. */
  BigInteger spentSince(Instant time) {
    return slots.values().stream()
        .flatMap(slot -> slot.inclusion().stream())
        .filter(inclusion -> inclusion.time().isAfter(time))
        .map(Inclusion::cost)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * Ends what waits although newer figures are there. Batches of rows of which one is on its way go
   * on to the last: else, if every epoch came before the one before is whole, the last rows would
   * never be written.
   */
  void supersedeOlder() {
    for (Write write : writes()) {
      change(() -> known(write.key()).filter(this::isToEnd).flatMap(this::superseded));
    }
  }

  private boolean isToEnd(Write write) {
    boolean goesOn = write.state() == State.QUEUED && hasSiblingOnItsWay(write.key());
    return write.state().isWaiting() && !goesOn;
  }

  private Optional<Write> superseded(Write write) {
    return newerThan(write.key())
        .map(newer -> write.as(State.SUPERSEDED, "by epoch " + newer.key().epoch()));
  }

  private boolean hasSiblingOnItsWay(WriteKey key) {
    return writes.values().stream()
        .filter(other -> other.key().isSiblingOf(key) && !other.key().equals(key))
        .anyMatch(other -> ON_ITS_WAY.contains(other.state()));
  }

  /** What was never signed is not there. */
  private Optional<Write> newerThan(WriteKey key) {
    return writes.tailMap(key, false).values().stream()
        .filter(other -> other.key().isNewerThan(key))
        .filter(other -> other.state() != State.FAILED && !other.data().isEmpty())
        .findFirst();
  }

  /**
   * What may take the place of a write: newer figures, the newest first; itself, and before them
   * when a sibling is on its way; others that wait. Of batches only the next: the contract refuses
   * one after a later one.
   */
  synchronized List<Write> candidates(WriteKey key) {
    List<Write> next =
        writes.descendingMap().values().stream()
            .filter(w -> w.state() == State.QUEUED && !hasSiblingBefore(w.key()))
            .toList();
    List<Write> candidates = new ArrayList<>();
    next.stream().filter(w -> w.key().isNewerThan(key)).forEach(candidates::add);
    candidates.add(hasSiblingOnItsWay(key) ? 0 : candidates.size(), write(key));
    next.stream().filter(w -> !w.key().isNewerThan(key)).forEach(candidates::add);
    return candidates;
  }

  private boolean hasSiblingBefore(WriteKey key) {
    return writes.headMap(key).values().stream()
        .filter(other -> other.key().isSiblingOf(key))
        .anyMatch(other -> other.state() == State.QUEUED || other.state() == State.SENT);
  }

  /**
   * Drops what neither the budget nor a reorganisation can ask for again.
   *
   * @param finalized height of the newest final block
   * @param budgetStart costs before it count no more
   * @param dropped told each nonce that is dropped
   */
  synchronized void forget(long finalized, Instant budgetStart, LongConsumer dropped) {
    for (Slot slot : slots()) {
      boolean old =
          slot.inclusion()
              .map(inclusion -> inclusion.time().isBefore(budgetStart))
              .orElse(slot.newest().sentAt() <= finalized);
      if (slot.state() == Slot.State.CLOSED && old) {
        slots.remove(slot.nonce());
        journal.forget(slot.nonce());
        dropped.accept(slot.nonce());
      }
    }
    Set<WriteKey> needed =
        slots.values().stream()
            .filter(slot -> slot.state() != Slot.State.CLOSED)
            .flatMap(slot -> slot.attempts().stream())
            .map(Attempt::write)
            .collect(Collectors.toSet());
    List<WriteKey> over =
        writes.values().stream()
            .filter(write -> write.state().isOver() && !needed.contains(write.key()))
            .map(Write::key)
            .toList();
    for (WriteKey key : over.subList(0, Math.max(0, over.size() - KEPT_WRITES))) {
      writes.remove(key);
      journal.forget(key);
    }
  }
}
