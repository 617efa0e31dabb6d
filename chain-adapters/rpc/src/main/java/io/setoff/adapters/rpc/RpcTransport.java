package io.setoff.adapters.rpc;

import java.io.InputStream;

/** Carries request bodies to one provider. Thread-safe. */
public interface RpcTransport {

  /** For messages and metrics; holds no secret. */
  String name();

  /**
   * Sends one body.
   *
   * @return the answer's body, to be closed
   * @throws RpcUnavailableException when there is no answer, or one that is not a success
   */
  InputStream post(byte[] body);
}
