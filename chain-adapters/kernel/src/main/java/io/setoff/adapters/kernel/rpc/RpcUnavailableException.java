package io.setoff.adapters.kernel.rpc;

/** No provider gave a usable answer. Trying again later may help. */
public final class RpcUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RpcUnavailableException(String message) {
    super(message);
  }

  public RpcUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
