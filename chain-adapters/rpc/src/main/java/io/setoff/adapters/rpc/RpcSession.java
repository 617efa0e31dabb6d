package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One unit of work with one provider: all its answers come from the same source. */
public final class RpcSession {
  private final Provider provider;

  RpcSession(Provider provider) {
    this.provider = provider;
  }

  /** The provider's name. */
  public String provider() {
    return provider.name();
  }

  /** Bytes that this provider has answered so far, in all sessions. */
  public long bytesRead() {
    return provider.bytesRead();
  }

  /** The result of one call, or {@link RpcUnavailableException}. */
  public JsonNode call(String method, Object... params) {
    return batch(List.of(RpcCall.of(method, params))).get(0).orThrow(method);
  }

  /** Replies in the order of the calls. */
  public List<RpcReply> batch(List<RpcCall> calls) {
    return batch(calls, ResultSink.NONE);
  }

  /**
   * Replies in the order of the calls.
   *
   * @param sink is offered every result first; its calls are numbered through the whole batch
   */
  public List<RpcReply> batch(List<RpcCall> calls, ResultSink sink) {
    return provider.send(calls, sink);
  }

  /** Notes the newest height that the provider announces. */
  public void announces(long height) {
    provider.record().head(height);
  }
}
