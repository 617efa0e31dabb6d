package io.setoff.adapters.kernel.spi;

import io.setoff.model.ChainId;
import java.util.Optional;

/**
 * Whether nodes and contracts are what a configuration takes them for. Every method throws {@link
 * io.setoff.adapters.rpc.RpcUnavailableException} when no node answers.
 */
public interface ChainProbe {

  /** The chain that the node is of. */
  ChainId chain();

  /** Whether there is a contract at the address now. */
  boolean hasCode(String address);

  /** Whether there was one at a height; empty when the node no longer knows. */
  Optional<Boolean> hadCode(String address, long height);

  /**
   * Why no node's newest block can be proved, one clause; empty when one can, when it is known that
   * the chain has a form of its own, or when a node's block only has fields that are not known.
   */
  Optional<String> whyUnproved(ChainId chain);
}
