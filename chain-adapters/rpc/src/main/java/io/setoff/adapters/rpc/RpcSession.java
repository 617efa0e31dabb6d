package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One unit of work with one provider: all its answers come from the same source. */
public final class RpcSession {
  private static final int CALLS_PER_REQUEST = 100;

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
    List<RpcReply> replies = new ArrayList<>(calls.size());
    for (int start = 0; start < calls.size(); start += CALLS_PER_REQUEST) {
      int from = start;
      List<RpcCall> chunk = calls.subList(from, Math.min(calls.size(), from + CALLS_PER_REQUEST));
      replies.addAll(provider.send(chunk, (call, parser) -> sink.take(from + call, parser)));
    }
    return replies;
  }

  /** Notes the newest height that the provider announces. */
  public void announces(long height) {
    provider.record().head(height);
  }
}
