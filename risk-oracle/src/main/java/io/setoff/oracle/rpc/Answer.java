package io.setoff.oracle.rpc;

import tools.jackson.databind.JsonNode;

/** What one node says to one request. */
public sealed interface Answer {

  /** A result, which may be JSON null. */
  record Result(JsonNode value) implements Answer {}

  /**
   * The node understood and refuses.
   *
   * @param data of a revert, 0x hex; empty when there is none
   */
  record Refusal(int code, String message, String data) implements Answer {}

  /** Nothing usable came: not reached, no JSON, too late. */
  record Silence(String why) implements Answer {}
}
