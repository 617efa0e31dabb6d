package io.setoff.adapters.evm.view;

import io.setoff.adapters.rpc.RpcCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads that had no answer in a bundle. While they have none alone either, they stay apart, which
 * costs no second request; once they have one they go together again, and apart for good when that
 * fails again. Thread-safe.
 */
final class Loners {
  /** All are forgotten when there are more. */
  private static final int MOST = 10_000;

  private enum State {
    FAILED,
    BACK,
    ALONE
  }

  private final Map<RpcCall, State> states = new ConcurrentHashMap<>();

  /** Whether a read is to be asked alone. */
  boolean isAlone(RpcCall read) {
    State state = states.get(read);
    return state == State.FAILED || state == State.ALONE;
  }

  void failedTogether(RpcCall read) {
    if (states.size() >= MOST) {
      states.clear();
    }
    states.merge(read, State.FAILED, (was, _) -> was == State.BACK ? State.ALONE : was);
  }

  void answeredAlone(RpcCall read) {
    states.replace(read, State.FAILED, State.BACK);
  }
}
