package io.setoff.adapters.rpc;

/** A provider does not answer in time; it may do so later. */
public final class RpcTimeoutException extends RpcUnavailableException {
  private static final long serialVersionUID = 1L;

  public RpcTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
