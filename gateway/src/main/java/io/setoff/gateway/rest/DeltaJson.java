package io.setoff.gateway.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.ListMove;
import io.setoff.v1.MarginDelta;
import io.setoff.v1.WatchMarginResponse;

/**
 * Messages of a margin's stream as JSON. Of what changed there is only what is there, and of a line
 * that is new every field: so an answer keeps its defaults when deltas are applied to it.
 */
final class DeltaJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NEW = -1;

  private DeltaJson() {}

  static String oneLine(WatchMarginResponse message) {
    if (!message.hasDelta()) {
      return Json.oneLine(message);
    }
    MarginDelta delta = message.getDelta();
    WatchMarginResponse.Builder rest = message.toBuilder();
    rest.getDeltaBuilder().clearChanged();
    try {
      ObjectNode json = (ObjectNode) MAPPER.readTree(Json.oneLine(rest.build()));
      ((ObjectNode) json.get("delta")).set("changed", changed(delta));
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own message is no JSON", e);
    }
  }

  private static JsonNode changed(MarginDelta delta) throws JsonProcessingException {
    GetMarginResponse changed = delta.getChanged();
    JsonNode sparse = MAPPER.readTree(Json.sparse(changed));
    if (delta.getMovesList().stream().anyMatch(move -> move.getFromList().contains(NEW))) {
      JsonNode whole = MAPPER.readTree(Json.oneLine(changed));
      for (ListMove move : delta.getMovesList()) {
        for (int i = 0; i < move.getFromCount(); i++) {
          if (move.getFrom(i) == NEW) {
            ((ArrayNode) sparse.at(move.getList())).set(i, whole.at(move.getList()).get(i));
          }
        }
      }
    }
    return sparse;
  }
}
