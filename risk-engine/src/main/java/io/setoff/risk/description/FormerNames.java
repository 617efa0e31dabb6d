package io.setoff.risk.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields that files and configurations of earlier versions have under other names. */
final class FormerNames {
  private static final String BETWEEN = "between";

  /** Two fields that are one list now. */
  private static final Map<Class<?>, List<String>> PAIRS =
      Map.of(
          CorrelationInput.class,
          List.of("one", "other"),
          NettingInput.Recognised.class,
          List.of("first", "second"));

  private static final String FORMER_CORRELATION = "value";
  private static final String CORRELATION = "correlation";

  private FormerNames() {}

  /** The fields under their present names; one that has both is left as it is, to be refused. */
  static Map<String, Node> renamed(Map<String, Node> fields, Class<?> type) {
    List<String> pair = PAIRS.get(type);
    if (pair == null) {
      return fields;
    }
    Map<String, Node> renamed = new LinkedHashMap<>(fields);
    if (renamed.keySet().containsAll(pair) && !renamed.containsKey(BETWEEN)) {
      renamed.put(BETWEEN, new Node.Items(pair.stream().map(renamed::remove).toList()));
    }
    if (type == CorrelationInput.class
        && renamed.containsKey(FORMER_CORRELATION)
        && !renamed.containsKey(CORRELATION)) {
      renamed.put(CORRELATION, renamed.remove(FORMER_CORRELATION));
    }
    return renamed;
  }
}
