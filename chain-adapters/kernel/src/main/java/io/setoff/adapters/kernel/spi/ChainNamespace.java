package io.setoff.adapters.kernel.spi;

import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.family.ProtocolFamily;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import io.setoff.store.Difference;
import java.util.List;
import java.util.Set;

/**
 * The chains of one kind, a namespace of CAIP-2: what can be configured on them, and who reads
 * them.
 */
public interface ChainNamespace {

  /**
   * The canonical form of an address that a person or a program wrote.
   *
   * @throws IllegalArgumentException when it is none, with the rule that it breaks
   */
  String address(String text);

  /** The families of protocols that can be configured, in the order in which they are folded. */
  List<? extends ProtocolFamily> families();

  /** Where an account's own balances are, on each chain without being configured. */
  VenueId walletOf(ChainId chain);

  /**
   * What reads a chain.
   *
   * @throws IllegalArgumentException when a deployment is of no family of these chains
   */
  ChainAdapter adapter(ChainSettings settings, RpcPool rpc);

  /**
   * What the contracts themselves say against a deployment: one names another than is configured.
   *
   * @throws io.setoff.adapters.rpc.RpcUnavailableException when no node answers
   */
  List<Difference> contradictions(Deployment deployment, RpcPool rpc);

  /**
   * Tokens that show the balances of the coin or of another token, and are not said to: they would
   * be counted twice.
   *
   * @param holders some accounts that may hold them
   * @throws io.setoff.adapters.rpc.RpcUnavailableException when no node answers
   */
  List<Difference> doubles(ChainSettings settings, Set<String> holders, RpcPool rpc);

  /** Asks nodes about themselves, before a chain is read. */
  ChainProbe probe(RpcPool rpc);
}
