package io.setoff.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.JsonFormat;
import io.setoff.gateway.watch.MarginDeltas;
import io.setoff.gateway.watch.MarginHistory;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.MarginDelta;
import io.setoff.v1.WatchMarginResponse;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class DeltaJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Defaults too: an answer that deltas were applied to is what a whole one would be. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whoAppliesEachDeltaHasEachAnswerWhole(@ForAll long seed) throws Exception {
    List<GetMarginResponse> answers = new MarginHistory(seed).answers(8);
    for (int i = 1; i < answers.size(); i++) {
      Optional<MarginDelta> delta = MarginDeltas.between(answers.get(i - 1), i, answers.get(i));
      if (delta.isPresent()) {
        WatchMarginResponse message =
            WatchMarginResponse.newBuilder().setVersion(i + 1).setDelta(delta.get()).build();
        String line = DeltaJson.oneLine(message);
        assertThat(applied(answers.get(i - 1), JSON.readTree(line).path("delta")))
            .isEqualTo(JSON.readTree(Json.oneLine(answers.get(i))));
        WatchMarginResponse.Builder read = WatchMarginResponse.newBuilder();
        JsonFormat.parser().merge(line, read);
        assertThat(read.build()).isEqualTo(message);
      }
    }
  }

  private static JsonNode applied(GetMarginResponse before, JsonNode delta)
      throws JsonProcessingException {
    JsonNode answer = JSON.readTree(Json.oneLine(before));
    for (JsonNode move : delta.path("moves")) {
      JsonPointer list = JsonPointer.compile(move.path("list").asText());
      ArrayNode now = JSON.createArrayNode();
      for (JsonNode place : move.path("from")) {
        now.add(place.asInt() < 0 ? JSON.createObjectNode() : answer.at(list).get(place.asInt()));
      }
      ((ObjectNode) answer.at(list.head())).set(list.last().getMatchingProperty(), now);
    }
    return merged(answer, delta.path("changed"));
  }

  private static JsonNode merged(JsonNode old, JsonNode changed) {
    if (changed.isObject() && old.isObject()) {
      ObjectNode all = old.deepCopy();
      changed
          .properties()
          .forEach(
              field -> all.set(field.getKey(), merged(old.path(field.getKey()), field.getValue())));
      return all;
    }
    if (changed.isArray() && old.isArray() && changed.path(0).isObject()) {
      ArrayNode all = old.deepCopy();
      for (int i = 0; i < changed.size(); i++) {
        all.set(i, merged(old.get(i), changed.get(i)));
      }
      return all;
    }
    return changed;
  }
}
