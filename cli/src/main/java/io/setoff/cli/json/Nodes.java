package io.setoff.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.risk.description.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as the descriptions of the risk engine read it. {@code null} is the same as missing. */
public final class Nodes {
  private Nodes() {}

  public static Node of(JsonNode json) {
    if (json.isObject()) {
      Map<String, Node> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        if (!field.getValue().isNull()) {
          values.put(field.getKey(), of(field.getValue()));
        }
      }
      return new Node.Fields(values);
    } else if (json.isArray()) {
      List<Node> elements = new ArrayList<>(json.size());
      json.forEach(element -> elements.add(of(element)));
      return new Node.Items(elements);
    } else if (json.isNumber()) {
      return json.isIntegralNumber()
          ? new Node.Numeral(new BigDecimal(json.bigIntegerValue()), true)
          : new Node.Numeral(json.decimalValue(), false);
    } else if (json.isBoolean()) {
      return new Node.Flag(json.booleanValue());
    }
    return new Node.Text(json.asText());
  }
}
