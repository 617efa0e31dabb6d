package io.setoff.oracle.publish;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A nonce of the gas payer with every transaction ever signed for it: at most one of them lands.
 *
 * @param nonce the nonce
 * @param attempts oldest first, at least one
 * @param inclusion the one that landed
 * @param state what became of it
 */
public record Slot(long nonce, List<Attempt> attempts, Optional<Inclusion> inclusion, State state) {
  public Slot {
    attempts = List.copyOf(attempts);
  }

  /** What became of a nonce. */
  public enum State {
    /** None of its transactions is in a block. */
    LIVE,
    /** One is. */
    LANDED,
    /** One is, and final; or a transaction that is not ours has taken the nonce. */
    CLOSED
  }

  /**
   * A signed transaction.
   *
   * @param write what it does
   * @param hash of the transaction, 0x hex
   * @param raw its bytes, 0x hex; empty when its nonce is closed
   * @param gas its limit
   * @param fees what it offers
   * @param sentAt height of the head when it was signed
   */
  public record Attempt(
      WriteKey write, String hash, String raw, BigInteger gas, Fees fees, long sentAt) {

    private Attempt withoutBytes() {
      return new Attempt(write, hash, "", gas, fees, sentAt);
    }
  }

  /**
   * Where a transaction has landed.
   *
   * @param hash of the transaction
   * @param blockNumber height
   * @param blockHash hash at that height
   * @param time of the block
   * @param succeeded whether its status is 1
   * @param cost gas used times the effective price, wei
   */
  public record Inclusion(
      String hash,
      long blockNumber,
      String blockHash,
      Instant time,
      boolean succeeded,
      BigInteger cost) {}

  static Slot live(long nonce, Attempt attempt) {
    return new Slot(nonce, List.of(attempt), Optional.empty(), State.LIVE);
  }

  /** Live, with another transaction. */
  Slot with(Attempt another) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(another);
    return new Slot(nonce, all, Optional.empty(), State.LIVE);
  }

  Slot landed(Inclusion where) {
    return new Slot(nonce, attempts, Optional.of(where), State.LANDED);
  }

  Slot liveAgain() {
    return new Slot(nonce, attempts, Optional.empty(), State.LIVE);
  }

  /** Without the bytes of its transactions, which nobody sends again. */
  Slot closed() {
    List<Attempt> sent = attempts.stream().map(Attempt::withoutBytes).toList();
    return new Slot(nonce, sent, inclusion, State.CLOSED);
  }

  Attempt newest() {
    return attempts.getLast();
  }

  /** The write that has landed. */
  public WriteKey landedWrite() {
    String hash = inclusion.orElseThrow().hash();
    return attempts.stream()
        .filter(attempt -> attempt.hash().equals(hash))
        .findFirst()
        .orElseThrow()
        .write();
  }
}
