package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a header as JSON, by name in any case; null counts as missing. */
public final class HeaderFields {
  private final Map<String, JsonNode> values = new TreeMap<>();
  private final Map<String, String> names = new TreeMap<>();

  /** Those of a JSON object. */
  public HeaderFields(JsonNode header) {
    header
        .properties()
        .forEach(
            field -> {
              String key = field.getKey().toLowerCase(Locale.ROOT);
              if (!field.getValue().isNull()) {
                values.putIfAbsent(key, field.getValue());
                names.putIfAbsent(key, field.getKey());
              }
            });
  }

  boolean has(String name) {
    return values.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /** A missing node when it is not there. */
  public JsonNode get(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), MissingNode.getInstance());
  }

  /** The names of hex fields that are none of {@code known}, as they are written. */
  List<String> hexOtherThan(List<String> known) {
    List<String> lower = known.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<String> others = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (!lower.contains(key) && value.isTextual() && value.asText().startsWith("0x")) {
            others.add(names.getOrDefault(key, key));
          }
        });
    return others;
  }
}
