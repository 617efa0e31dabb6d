package io.setoff.adapters.rpc;

import java.util.Optional;

/** A provider refuses a whole request, not one of its calls. A smaller batch may be answered. */
public final class RpcRefusedException extends RpcUnavailableException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<RpcReply.Failure> failure;

  public RpcRefusedException(String message) {
    this(message, Optional.empty());
  }

  /**
   * With the provider's own words.
   *
   * @param failure the error that it answers to no call by name
   */
  public RpcRefusedException(String message, Optional<RpcReply.Failure> failure) {
    super(message);
    this.failure = failure;
  }

  /** The error that it answers, if it is one of JSON-RPC. */
  public Optional<RpcReply.Failure> failure() {
    return failure;
  }
}
