package io.setoff.adapters.rpc;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads results while they arrive, so that a large one is never held as a tree. */
@FunctionalInterface
public interface ResultSink {
  /** Takes nothing: every result becomes a tree. */
  ResultSink NONE = (call, parser) -> false;

  /**
   * Offers the result of a call.
   *
   * @param call index of the call in its batch
   * @param parser at the result's first token; when taken, to be left at its last one
   * @return whether the result was taken; it is then a JSON null in its {@link RpcReply}
   */
  boolean take(int call, JsonParser parser) throws IOException;
}
