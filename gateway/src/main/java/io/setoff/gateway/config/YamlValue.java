package io.setoff.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of a YAML file that knows its line and its path, and collects what is wrong with it. A
 * wrong value gives an empty result, so that one look finds all problems.
 */
final class YamlValue {
  private final Node node;
  private final String path;
  private final List<ConfigProblem> problems;
  private final Map<String, YamlValue> entries = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  YamlValue(Node node, String path, List<ConfigProblem> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        String childPath = path.isEmpty() ? key : path + "." + key;
        YamlValue value = new YamlValue(tuple.getValueNode(), childPath, problems);
        YamlValue earlier = entries.putIfAbsent(key, value);
        if (earlier != null) {
          value.problem("duplicate: \"" + key + "\" is already in line " + earlier.line());
        }
      }
    }
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  String path() {
    return path;
  }

  void problem(String rule) {
    problems.add(new ConfigProblem(line(), path, rule));
  }

  /** The value under a key; empty when the key is absent. */
  Optional<YamlValue> optional(String key) {
    used.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  /** The value under a key; a problem when it is absent. */
  Optional<YamlValue> required(String key) {
    Optional<YamlValue> value = optional(key);
    if (value.isEmpty()) {
      problem("needs the key \"" + key + "\"");
    }
    return value;
  }

  /** The elements of a list; a problem when it is none. */
  List<YamlValue> list() {
    if (!(node instanceof SequenceNode sequence)) {
      problem("expects a list");
      return List.of();
    }
    List<YamlValue> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      values.add(new YamlValue(item, path + "[" + values.size() + "]", problems));
    }
    return values;
  }

  /** The elements of the list under a key; none when the key is absent. */
  List<YamlValue> list(String key) {
    return optional(key).map(YamlValue::list).orElse(List.of());
  }

  /** The text of a scalar; a problem when it is none. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    problem("expects a value");
    return Optional.empty();
  }

  /** What {@code parse} makes of the text; its IllegalArgumentException becomes a problem. */
  <T> Optional<T> as(Function<String, T> parse) {
    return text()
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (IllegalArgumentException e) {
                problem(String.valueOf(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  /** Call after the last key was read: what was never asked for is a misspelling. */
  void refuseOtherKeys() {
    entries.forEach(
        (key, value) -> {
          if (!used.contains(key)) {
            value.problem("unknown key \"" + key + "\"; known here: " + String.join(", ", used));
          }
        });
  }

  /** The parsed value of a key that must be there. */
  <T> Optional<T> field(String key, Function<String, T> parse) {
    return required(key).flatMap(value -> value.as(parse));
  }

  /** The parsed value of a key that may be there. */
  <T> Optional<T> optionalField(String key, Function<String, T> parse) {
    return optional(key).flatMap(value -> value.as(parse));
  }
}
