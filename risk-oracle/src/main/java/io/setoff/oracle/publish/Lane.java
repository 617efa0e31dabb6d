package io.setoff.oracle.publish;

import io.setoff.oracle.publish.ChainPort.Broadcast;
import io.setoff.oracle.publish.ChainPort.DryRun;
import io.setoff.oracle.publish.ChainPort.Head;
import io.setoff.oracle.publish.LaneListener.Alarm;
import io.setoff.oracle.publish.Slot.Attempt;
import io.setoff.oracle.publish.Slot.Inclusion;
import io.setoff.oracle.publish.Write.State;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The only user of one gas payer's nonces on one chain.
 *
 * <p>One nonce is live at a time. What a step decides follows from the journal and from what the
 * chain says now, so that a step after a crash does what the step before it would have done. Every
 * record is durable before the effect that it announces. Not for several threads.
 */
public final class Lane {
  private static final Duration BUDGET_PERIOD = Duration.ofDays(1);
  private static final int KEPT_WRITES = 200;

  private final ChainPort chain;
  private final Wallet wallet;
  private final Journal journal;
  private final FeePolicy fees;
  private final LaneSettings settings;
  private final LaneListener listener;
  private final TreeMap<WriteKey, Write> writes = new TreeMap<>();
  private final TreeMap<Long, Slot> slots = new TreeMap<>();

  /** Heights at which a nonce was first seen used without a receipt of ours. */
  private final TreeMap<Long, Long> usedSince = new TreeMap<>();

  /** Continues where the journal ends. */
  public Lane(
      ChainPort chain,
      Wallet wallet,
      Journal journal,
      FeePolicy fees,
      LaneSettings settings,
      LaneListener listener) {
    this.chain = chain;
    this.wallet = wallet;
    this.journal = journal;
    this.fees = fees;
    this.settings = settings;
    this.listener = listener;
    journal.writes().forEach(write -> writes.put(write.key(), write));
    journal.slots().forEach(slot -> slots.put(slot.nonce(), slot));
  }

  /** Takes on a write. One that is known already is left as it is. */
  public void enqueue(Write write) {
    if (!writes.containsKey(write.key())) {
      save(write);
    }
  }

  public Collection<Write> writes() {
    return List.copyOf(writes.values());
  }

  /** Looks at the chain once and does what is due. */
  public void step() {
    Head head = chain.head();
    long confirmed = chain.confirmedNonce();
    for (Slot slot : List.copyOf(slots.values())) {
      if (slot.state() != Slot.State.CLOSED) {
        settle(slot, head, confirmed);
      }
    }
    forget(head);
    supersedeOlder();
    List<Slot> live =
        slots.values().stream().filter(slot -> slot.state() == Slot.State.LIVE).toList();
    if (live.isEmpty()) {
      sendNext(head, confirmed);
    } else if (live.getFirst().nonce() > confirmed) {
      fillGap(confirmed, live.getFirst(), head);
    } else {
      live.forEach(slot -> nurse(slot, head));
    }
  }

  private void settle(Slot slot, Head head, long confirmed) {
    if (slot.inclusion().isPresent()) {
      Inclusion inclusion = slot.inclusion().get();
      if (!chain.isCanonical(inclusion.blockNumber(), inclusion.blockHash())) {
        Slot again = slot.liveAgain();
        save(again);
        save(write(slot.landedWrite()).as(State.SENT));
        listener.alarm(Alarm.REORGANISED, inclusion.hash() + " is in no block any more");
        settle(again, head, confirmed);
      } else if (inclusion.blockNumber() <= head.finalized()) {
        if (inclusion.succeeded()) {
          save(write(slot.landedWrite()).as(State.FINAL));
        }
        save(slot.closed());
      }
      return;
    }
    Optional<Inclusion> landed =
        slot.attempts().stream()
            .sorted(Comparator.comparingLong(Attempt::sentAt).reversed())
            .flatMap(attempt -> chain.inclusion(attempt.hash()).stream())
            .findFirst();
    if (landed.isPresent()) {
      land(slot, landed.get());
    } else if (confirmed > slot.nonce()) {
      long since = usedSince.computeIfAbsent(slot.nonce(), nonce -> head.number());
      if (head.number() - since >= settings.foreignAfter()) {
        listener.alarm(Alarm.FOREIGN_NONCE, "nonce " + slot.nonce() + " is not by us");
        release(slot);
        save(slot.closed());
      }
    }
  }

  private void land(Slot slot, Inclusion inclusion) {
    Slot landed = slot.landed(inclusion);
    save(landed);
    Write write = write(landed.landedWrite());
    if (inclusion.succeeded()) {
      save(write.as(State.MINED));
    } else {
      save(write.as(State.FAILED, "reverted in block " + inclusion.blockNumber()));
      listener.alarm(Alarm.REVERTED, write.key() + " in " + inclusion.hash());
    }
    release(landed);
  }

  /** What a nonce was shared with can no longer land in it. */
  private void release(Slot slot) {
    slot.attempts().stream()
        .map(Attempt::write)
        .distinct()
        .map(this::write)
        .filter(write -> write.state() == State.SENT)
        .forEach(write -> save(write.as(State.QUEUED)));
  }

  /** Drops what neither the budget nor a reorganisation can ask for again. */
  private void forget(Head head) {
    for (Slot slot : List.copyOf(slots.values())) {
      boolean paidLongAgo =
          slot.inclusion()
              .map(inclusion -> inclusion.time().isBefore(head.time().minus(BUDGET_PERIOD)))
              .orElse(slot.newest().sentAt() <= head.finalized());
      if (slot.state() == Slot.State.CLOSED && paidLongAgo) {
        slots.remove(slot.nonce());
        usedSince.remove(slot.nonce());
        journal.forget(slot.nonce());
      }
    }
    List<WriteKey> over =
        writes.values().stream().filter(w -> w.state().isOver()).map(Write::key).toList();
    for (WriteKey key : over.subList(0, Math.max(0, over.size() - KEPT_WRITES))) {
      writes.remove(key);
      journal.forget(key);
    }
  }

  private void supersedeOlder() {
    for (Write write : List.copyOf(writes.values())) {
      if (write.state() == State.QUEUED) {
        newerThan(write.key())
            .ifPresent(
                newer -> save(write.as(State.SUPERSEDED, "by epoch " + newer.key().epoch())));
      }
    }
  }

  private Optional<Write> newerThan(WriteKey key) {
    return writes.tailMap(key, false).values().stream()
        .filter(other -> other.key().sameTarget(key) && other.state() != State.FAILED)
        .filter(other -> other.key().epoch() > key.epoch())
        .findFirst();
  }

  private void sendNext(Head head, long confirmed) {
    for (Write write : List.copyOf(writes.values())) {
      if (write.state() != State.QUEUED) {
        continue;
      }
      switch (chain.dryRun(write)) {
        case DryRun.Effective effective -> {
          long nonce = Math.max(confirmed, nextOwn());
          fees.first(head.baseFee(), chain.suggestedTip())
              .filter(fee -> withinBudget(limit(effective), fee, head.time()))
              .map(fee -> attempt(write, nonce, limit(effective), fee, head))
              .ifPresentOrElse(
                  attempt -> send(nonce, attempt),
                  () -> listener.alarm(Alarm.BUDGET, write.key() + " waits"));
          return;
        }
        case DryRun.NoEffect none -> save(write.as(State.SUPERSEDED, "written by somebody else"));
        case DryRun.Reverts reverts -> refuse(write, reverts.reason());
      }
    }
  }

  /** A reorganisation has freed a nonce below a live one, which cannot land before it is used. */
  private void fillGap(long nonce, Slot above, Head head) {
    fees.first(head.baseFee(), chain.suggestedTip())
        .ifPresentOrElse(
            offer -> sendEffective(nonce, above, offer, head),
            () -> listener.alarm(Alarm.BUDGET, "nonce " + nonce + " stays free"));
  }

  private void refuse(Write write, String reason) {
    boolean newer = chain.headEpoch(write.key().stream()) > write.key().epoch();
    save(
        newer
            ? write.as(State.SUPERSEDED, "the contract has a newer epoch")
            : write.as(State.FAILED, reason));
  }

  /** A quarter more than the dry run used: the state that it lands on may be another. */
  private static BigInteger limit(DryRun.Effective dryRun) {
    return dryRun.gas().add(dryRun.gas().shiftRight(2));
  }

  private long nextOwn() {
    return slots.values().stream()
        .filter(slot -> slot.inclusion().isPresent())
        .mapToLong(slot -> slot.nonce() + 1)
        .max()
        .orElse(0);
  }

  private boolean withinBudget(BigInteger gas, Fees offer, Instant now) {
    BigInteger spent =
        slots.values().stream()
            .flatMap(slot -> slot.inclusion().stream())
            .filter(inclusion -> inclusion.time().isAfter(now.minus(BUDGET_PERIOD)))
            .map(Inclusion::cost)
            .reduce(BigInteger.ZERO, BigInteger::add);
    return spent.add(gas.multiply(offer.cap())).compareTo(fees.dailyBudget()) <= 0;
  }

  private Attempt attempt(Write write, long nonce, BigInteger gas, Fees offer, Head head) {
    Wallet.Signed signed = wallet.sign(nonce, write.data(), gas, offer);
    return new Attempt(write.key(), signed.hash(), signed.raw(), gas, offer, head.number());
  }

  private void send(long nonce, Attempt attempt) {
    Slot known = slots.get(nonce);
    save(known == null ? Slot.live(nonce, attempt) : known.with(attempt));
    Write write = write(attempt.write());
    if (write.state() == State.QUEUED) {
      save(write.as(State.SENT));
    }
    broadcast(attempt);
  }

  private Broadcast broadcast(Attempt attempt) {
    Broadcast answer = chain.broadcast(attempt.raw());
    if (answer instanceof Broadcast.Refused refused) {
      listener.alarm(Alarm.REFUSED, attempt.hash() + ": " + refused.message());
    }
    return answer;
  }

  /** Keeps the transaction of a live nonce in the pools, and replaces it when it does not land. */
  private void nurse(Slot slot, Head head) {
    Attempt newest = slot.newest();
    boolean underpriced =
        !chain.knows(newest.hash()) && broadcast(newest) instanceof Broadcast.Underpriced;
    boolean waitedLong = head.number() - newest.sentAt() >= settings.replaceAfter();
    boolean cannotLand = head.baseFee().compareTo(newest.fees().cap()) > 0;
    if (!underpriced && !waitedLong && !cannotLand) {
      return;
    }
    Optional<Fees> offer =
        slot.attempts().size() > fees.maxReplacements()
            ? Optional.empty()
            : fees.replacement(newest.fees(), head.baseFee(), chain.suggestedTip());
    offer.ifPresentOrElse(
        fee -> sendEffective(slot.nonce(), slot, fee, head),
        () -> listener.alarm(Alarm.BUDGET, newest.hash() + " is not replaced"));
  }

  /** Sends the first candidate for the place of {@code slot} that would have an effect. */
  private void sendEffective(long nonce, Slot slot, Fees offer, Head head) {
    for (Write write : candidates(slot.newest().write())) {
      if (chain.dryRun(write) instanceof DryRun.Effective effective) {
        if (withinBudget(limit(effective), offer, head.time())) {
          send(nonce, attempt(write, nonce, limit(effective), offer, head));
        } else {
          listener.alarm(Alarm.BUDGET, write.key() + " waits");
        }
        return;
      }
    }
  }

  /**
   * What may take the place of a write: newer ones of its target, newest first; itself; others that
   * wait.
   */
  private List<Write> candidates(WriteKey key) {
    List<Write> waiting =
        writes.descendingMap().values().stream().filter(w -> w.state() == State.QUEUED).toList();
    List<Write> candidates = new ArrayList<>();
    waiting.stream()
        .filter(w -> w.key().sameTarget(key) && w.key().epoch() > key.epoch())
        .forEach(candidates::add);
    candidates.add(write(key));
    waiting.stream().filter(w -> !w.key().sameTarget(key)).forEach(candidates::add);
    return candidates;
  }

  private Write write(WriteKey key) {
    Write write = writes.get(key);
    if (write == null) {
      throw new IllegalStateException("the journal has a nonce for an unknown write: " + key);
    }
    return write;
  }

  private void save(Write write) {
    journal.record(write);
    writes.put(write.key(), write);
    listener.moved(write);
  }

  private void save(Slot slot) {
    journal.record(slot);
    slots.put(slot.nonce(), slot);
  }
}
