package io.setoff.adapters.rpc;

/** No usable answer. Asking another provider, or trying again later, may help. */
public class RpcUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RpcUnavailableException(String message) {
    super(message);
  }

  public RpcUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
