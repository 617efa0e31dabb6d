package io.setoff.adapters.rpc;

/** An answer was cut off because it is larger than is read. Asking for less may help. */
public final class RpcTooLargeException extends RpcUnavailableException {
  private static final long serialVersionUID = 1L;

  public RpcTooLargeException(String message) {
    super(message);
  }
}
