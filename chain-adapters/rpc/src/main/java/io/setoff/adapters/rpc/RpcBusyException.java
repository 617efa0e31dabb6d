package io.setoff.adapters.rpc;

import java.time.Duration;
import java.util.Optional;

/** A provider asks to be left alone for a while. */
public final class RpcBusyException extends RpcUnavailableException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<Duration> retryAfter;

  public RpcBusyException(String message, Optional<Duration> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** How long, when it says so. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
