package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** What a provider answered to one call. */
public sealed interface RpcReply {

  /**
   * The call's result.
   *
   * @param value may be a JSON null
   */
  record Result(JsonNode value) implements RpcReply {}

  /**
   * An error that the provider reports for this call.
   *
   * @param code JSON-RPC error code
   * @param message the provider's words
   */
  record Failure(int code, String message) implements RpcReply {}

  /** The result, or an exception that names the method and the provider's words. */
  default JsonNode orThrow(String method) {
    return switch (this) {
      case Result result -> result.value();
      case Failure failure ->
          throw new RpcUnavailableException(
              method + " failed: " + failure.message() + " (code " + failure.code() + ")");
    };
  }
}
