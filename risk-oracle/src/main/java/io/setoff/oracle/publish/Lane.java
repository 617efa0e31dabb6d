package io.setoff.oracle.publish;

import io.setoff.oracle.publish.ChainPort.Broadcast;
import io.setoff.oracle.publish.ChainPort.DryRun;
import io.setoff.oracle.publish.ChainPort.Head;
import io.setoff.oracle.publish.LaneListener.Alarm;
import io.setoff.oracle.publish.Slot.Attempt;
import io.setoff.oracle.publish.Write.State;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The only user of one gas payer's nonces on one chain.
 *
 * <p>One nonce is live at a time. What a step decides follows from the journal and from what the
 * chain says now, so that a step after a crash does what the step before it would have done. Every
 * record is durable before the effect that it announces. One thread steps; whoever else adds,
 * withdraws or reads waits for no node.
 */
public final class Lane {
  private final ChainPort chain;
  private final GasWallet wallet;
  private final FeePolicy fees;
  private final LaneSettings settings;
  private final LaneListener listener;
  private final LaneBook book;
  private final Landings landings;

  /** Newest block when every transaction in a block was last known to be there. */
  private Optional<Head> settled = Optional.empty();

  /** Continues where the journal ends. */
  public Lane(
      ChainPort chain,
      GasWallet wallet,
      Journal journal,
      FeePolicy fees,
      LaneSettings settings,
      LaneListener listener) {
    this.chain = chain;
    this.wallet = wallet;
    this.book = new LaneBook(journal, listener);
    this.landings = new Landings(chain, book, settings, listener);
    this.fees = fees;
    this.settings = settings;
    this.listener = listener;
  }

  /** Remembers that an epoch of this number is being signed. One that is known is left as it is. */
  public void built(WriteKey key) {
    book.built(key);
  }

  /** Takes on a signed write. One that has gone on already is left as it is. */
  public void enqueue(Write write) {
    book.enqueue(write);
  }

  /** Gives up what is in no transaction yet: its figures are not true any more. */
  public void withdraw(WriteKey key, String reason) {
    book.withdraw(key, reason);
  }

  public Collection<Write> writes() {
    return book.writes();
  }

  /** Every nonce that is remembered. */
  public Collection<Slot> slots() {
    return book.slots();
  }

  /** Looks at the chain once and does what is due. */
  public void step() {
    Head head = chain.head();
    long confirmed = chain.confirmedNonce();
    settle(head, confirmed);
    book.forget(head.finalized(), head.time().minus(FeePolicy.PERIOD), landings::forget);
    book.supersedeOlder();
    List<Slot> live =
        book.slots().stream().filter(slot -> slot.state() == Slot.State.LIVE).toList();
    if (live.isEmpty()) {
      sendNext(head, confirmed);
    } else if (live.getFirst().nonce() > confirmed) {
      fillGap(confirmed, live, head);
    } else {
      live.forEach(slot -> nurse(slot, head));
    }
  }

  /** What was found in its block stays there while the head that it was found under does. */
  private void settle(Head head, long confirmed) {
    boolean holds =
        settled
            .filter(last -> last.equals(head) || chain.isCanonical(last.number(), last.hash()))
            .isPresent();
    for (Slot slot : book.slots()) {
      if (slot.state() != Slot.State.CLOSED && !(holds && stays(slot, head))) {
        landings.settle(slot, head, confirmed);
      }
    }
    landings.release();
    settled = Optional.of(head);
  }

  /**
   * Whether a transaction is in a block that the last head stands on. One that becomes final is
   * looked for by itself: two reorganisations between two looks may have brought that head back.
   */
  private boolean stays(Slot slot, Head head) {
    return slot.inclusion()
        .map(Slot.Inclusion::blockNumber)
        .filter(height -> height <= settled.orElseThrow().number() && height > head.finalized())
        .isPresent();
  }

  /** Whether something is to be sent, or has been and is in no block yet. */
  public boolean isBusy() {
    return book.writes().stream()
        .anyMatch(write -> write.state() == State.QUEUED || write.state() == State.SENT);
  }

  private void sendNext(Head head, long confirmed) {
    for (Write write : book.writes()) {
      if (write.state() != State.QUEUED) {
        continue;
      }
      switch (chain.dryRun(write)) {
        case DryRun.Effective effective -> {
          long nonce = Math.max(confirmed, book.nextNonce());
          fees.first(head.baseFee(), chain.suggestedTip())
              .filter(fee -> withinBudget(limit(effective), fee, head))
              .map(fee -> attempt(write, nonce, limit(effective), fee, head))
              .ifPresentOrElse(
                  attempt -> send(write, nonce, attempt),
                  () -> listener.alarm(Alarm.BUDGET, write.key() + " waits"));
          return;
        }
        case DryRun.NoEffect none ->
            book.move(write, write.as(State.SUPERSEDED, "written by somebody else"));
        case DryRun.Reverts reverts -> refuse(write, reverts.reason());
      }
    }
  }

  /**
   * A reorganisation has freed a nonce below live ones, which cannot land before it is used. What
   * is sent twice, here and above, is written once: the contract takes the second for nothing.
   */
  private void fillGap(long nonce, List<Slot> above, Head head) {
    Optional<Fees> offer = fees.first(head.baseFee(), chain.suggestedTip());
    if (offer.isEmpty()) {
      listener.alarm(Alarm.BUDGET, "nonce " + nonce + " stays free");
      return;
    }
    for (Slot slot : above) {
      for (Attempt attempt : slot.attempts().reversed()) {
        if (sendsEffective(nonce, attempt.write(), offer.get(), head)) {
          return;
        }
      }
    }
  }

  private boolean withinBudget(BigInteger gas, Fees offer, Head head) {
    BigInteger spent = book.spentSince(head.time().minus(FeePolicy.PERIOD));
    return spent.add(gas.multiply(offer.cap())).compareTo(fees.dailyBudget()) <= 0;
  }

  private void refuse(Write write, String reason) {
    boolean newer = chain.headEpoch(write.key().stream()) > write.key().epoch();
    book.move(
        write,
        newer
            ? write.as(State.SUPERSEDED, "the contract has a newer epoch")
            : write.as(State.FAILED, reason));
  }

  /** A quarter more than the dry run used: the state that it lands on may be another. */
  static BigInteger limit(DryRun.Effective dryRun) {
    return dryRun.gas().add(dryRun.gas().shiftRight(2));
  }

  private Attempt attempt(Write write, long nonce, BigInteger gas, Fees offer, Head head) {
    GasWallet.Signed signed = wallet.sign(nonce, write.data(), gas, offer);
    return new Attempt(write.key(), signed.hash(), signed.raw(), gas, offer, head.number());
  }

  /** Nothing when the write has been withdrawn while the nodes were asked. */
  private void send(Write write, long nonce, Attempt attempt) {
    Slot slot =
        book.slot(nonce)
            .map(known -> known.with(attempt))
            .orElseGet(() -> Slot.live(nonce, attempt));
    if (book.beginSending(write, slot)) {
      broadcast(attempt);
    }
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
        fee -> sendsEffective(slot.nonce(), newest.write(), fee, head),
        () -> listener.alarm(Alarm.BUDGET, newest.hash() + " is not replaced"));
  }

  /**
   * Sends the first candidate for the place of a write that would have an effect, if there is one
   * and the budget allows it.
   *
   * @return whether there is one
   */
  private boolean sendsEffective(long nonce, WriteKey inPlaceOf, Fees offer, Head head) {
    for (Write write : book.candidates(inPlaceOf)) {
      if (chain.dryRun(write) instanceof DryRun.Effective effective) {
        if (withinBudget(limit(effective), offer, head)) {
          send(write, nonce, attempt(write, nonce, limit(effective), offer, head));
        } else {
          listener.alarm(Alarm.BUDGET, write.key() + " waits");
        }
        return true;
      }
    }
    return false;
  }
}
