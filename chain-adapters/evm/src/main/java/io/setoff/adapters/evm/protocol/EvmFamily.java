package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.family.ProtocolFamily;

/**
 * A family of protocols on EVM chains. It is found by its line in {@code
 * META-INF/services/io.setoff.adapters.evm.protocol.EvmFamily}, in any jar on the class path; see
 * docs/adapters.md.
 */
public interface EvmFamily extends ProtocolFamily {

  /**
   * The part of one deployment.
   *
   * @param deployment of this family, with all keys that it describes
   * @param tokens of its chain
   */
  EvmVenue create(Deployment deployment, TokenDirectory tokens);
}
