package io.setoff.oracle.publish;

import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.Slot.Inclusion;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A chain with a risk oracle contract, as the gas payer sees it. Every method throws {@link
 * RpcUnavailableException} when the chain's nodes do not answer, or do not agree, and {@link
 * OracleUnavailableException} when what they agree on is no risk oracle.
 */
public interface ChainPort {

  /**
   * The newest block.
   *
   * @param time of it
   * @param finalized height of the newest final block, -1 when there is none
   * @param baseFee of the next block, wei
   */
  record Head(long number, String hash, Instant time, long finalized, BigInteger baseFee) {}

  /** The answer of a node to a transaction. */
  sealed interface Broadcast {
    /** In the pool of at least one node, now or before. */
    record Accepted() implements Broadcast {}

    /** The nonce is used: a transaction with it is in a block. */
    record NonceUsed() implements Broadcast {}

    /** The pool holds another transaction of this nonce that offers too much to be replaced. */
    record Underpriced() implements Broadcast {}

    /** Every node refuses. */
    record Refused(String message) implements Broadcast {}
  }

  /** What a call would do now. */
  sealed interface DryRun {
    /** It changes the contract as it should. */
    record Effective(BigInteger gas) implements DryRun {}

    /** It succeeds and changes nothing: somebody has written it. */
    record NoEffect() implements DryRun {}

    /** The contract refuses it. */
    record Reverts(String reason) implements DryRun {}
  }

  Head head();

  /** Transactions of the payer in the newest block's state. */
  long confirmedNonce();

  /** Where a transaction is, when it is in the canonical chain. */
  Optional<Inclusion> inclusion(String txHash);

  /** Whether the block at a height has that hash. */
  boolean isCanonical(long number, String hash);

  /** Whether a node has the transaction, in its pool or in a block. */
  boolean knows(String txHash);

  Broadcast broadcast(String raw);

  DryRun dryRun(Write write);

  /** Newest epoch of a stream in the contract; 0 before the first. */
  long headEpoch(Bytes32 stream);

  BigInteger suggestedTip();
}
