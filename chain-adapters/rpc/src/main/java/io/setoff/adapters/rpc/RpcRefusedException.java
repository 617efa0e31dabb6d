package io.setoff.adapters.rpc;

/** A provider refuses a whole request, not one of its calls. A smaller batch may be answered. */
public final class RpcRefusedException extends RpcUnavailableException {
  private static final long serialVersionUID = 1L;

  public RpcRefusedException(String message) {
    super(message);
  }
}
