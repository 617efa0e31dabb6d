package io.setoff.oracle.publish;

import io.setoff.oracle.publish.ChainPort.Head;
import io.setoff.oracle.publish.LaneListener.Alarm;
import io.setoff.oracle.publish.Slot.Attempt;
import io.setoff.oracle.publish.Slot.Inclusion;
import io.setoff.oracle.publish.Write.State;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/** What becomes of transactions that were sent: they land, leave the chain again, or are final. */
final class Landings {
  private final ChainPort chain;
  private final LaneBook book;
  private final LaneSettings settings;
  private final LaneListener listener;

  /** Heights at which a nonce was first seen used without a receipt of ours. */
  private final TreeMap<Long, Long> usedSince = new TreeMap<>();

  Landings(ChainPort chain, LaneBook book, LaneSettings settings, LaneListener listener) {
    this.chain = chain;
    this.book = book;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Looks where the transactions of a nonce are.
   *
   * @param confirmed nonce of the next transaction in the newest block's state
   */
  void settle(Slot slot, Head head, long confirmed) {
    if (slot.inclusion().isPresent()) {
      Inclusion inclusion = slot.inclusion().get();
      if (!chain.isCanonical(inclusion.blockNumber(), inclusion.blockHash())) {
        Slot again = slot.liveAgain();
        book.save(book.write(slot.landedWrite()).as(State.SENT));
        book.save(again);
        listener.alarm(Alarm.REORGANISED, inclusion.hash() + " is in no block any more");
        settle(again, head, confirmed);
      } else if (inclusion.blockNumber() <= head.finalized()) {
        if (inclusion.succeeded()) {
          book.save(book.write(slot.landedWrite()).as(State.FINAL));
        }
        book.save(slot.closed());
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
        book.save(slot.closed());
      }
    }
  }

  private void land(Slot slot, Inclusion inclusion) {
    Slot landed = slot.landed(inclusion);
    book.save(landed);
    conclude(landed, inclusion);
  }

  private void conclude(Slot landed, Inclusion inclusion) {
    Write write = book.write(landed.landedWrite());
    if (inclusion.succeeded()) {
      book.save(write.as(State.MINED));
    } else {
      book.save(write.as(State.FAILED, "reverted in block " + inclusion.blockNumber()));
      listener.alarm(Alarm.REVERTED, write.key() + " in " + inclusion.hash());
    }
  }

  /**
   * What is on its way although no live nonce has it waits again: its nonce was taken by another
   * transaction. Or it has landed, and the process ended before that was recorded.
   */
  void release() {
    for (Write write : book.writes()) {
      if (write.state() == State.SENT && !isInLiveNonce(write.key())) {
        book.slots().stream()
            .filter(slot -> slot.state() == Slot.State.LANDED)
            .filter(slot -> slot.landedWrite().equals(write.key()))
            .findFirst()
            .ifPresentOrElse(
                slot -> conclude(slot, slot.inclusion().orElseThrow()),
                () -> book.save(write.as(State.QUEUED)));
      }
    }
  }

  private boolean isInLiveNonce(WriteKey key) {
    return book.slots().stream()
        .filter(slot -> slot.state() == Slot.State.LIVE)
        .flatMap(slot -> slot.attempts().stream())
        .anyMatch(attempt -> attempt.write().equals(key));
  }

  /** A nonce that is asked for no more. */
  void forget(long nonce) {
    usedSince.remove(nonce);
  }
}
