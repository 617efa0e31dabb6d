package io.setoff.adapters.rpc;

/** A provider's answer contradicts itself, a proof or the other providers. */
public final class RpcUntrustedException extends RpcUnavailableException {
  private static final long serialVersionUID = 1L;

  public RpcUntrustedException(String message) {
    super(message);
  }
}
