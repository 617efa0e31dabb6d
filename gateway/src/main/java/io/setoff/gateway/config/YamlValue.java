package io.setoff.gateway.config;

import io.setoff.risk.description.Node.Fields;
import io.setoff.risk.description.Node.Flag;
import io.setoff.risk.description.Node.Items;
import io.setoff.risk.description.Node.Text;
import io.setoff.risk.description.RecordReader;
import io.setoff.risk.input.InvalidRiskInputException;
import java.util.ArrayList;
import java.util.Collections;
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
  private static final Set<String> FLAGS = Set.of("true", "false");

  private final Node node;
  private final String path;
  private final List<ConfigProblem> problems;
  private final Map<String, YamlValue> entries = new LinkedHashMap<>();
  private final List<YamlValue> elements = new ArrayList<>();
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
    } else if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        elements.add(new YamlValue(item, path + "[" + elements.size() + "]", problems));
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

  /** All keys with their values. */
  Map<String, YamlValue> entries() {
    used.addAll(entries.keySet());
    return Collections.unmodifiableMap(entries);
  }

  /** The elements of a list; a problem when it is none. */
  List<YamlValue> list() {
    if (!(node instanceof SequenceNode)) {
      problem("expects a list");
    }
    return List.copyOf(elements);
  }

  /** The elements of the list under a key; none when the key is absent. */
  List<YamlValue> list(String key) {
    return optional(key).map(YamlValue::list).orElse(List.of());
  }

  /** Whether it is a scalar of this text. */
  boolean isText(String text) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
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

  /** A record of what the file says, in words that files of the command line use too. */
  <T extends Record> Optional<T> as(Class<T> description) {
    return RecordReader.read(written(), description, path, this::refused);
  }

  /**
   * A record in which some values are replaced by what the file says.
   *
   * @param keys of this value that belong to the record
   */
  <T> T over(T usual, List<String> keys) {
    Map<String, io.setoff.risk.description.Node> changes = new LinkedHashMap<>();
    for (String key : keys) {
      optional(key).ifPresent(value -> changes.put(key, value.written()));
    }
    return RecordReader.override(usual, new Fields(changes), path, this::refused).orElse(usual);
  }

  /** A record in which some values are replaced by what the file says. */
  <T> T over(T usual) {
    return RecordReader.override(usual, written(), path, this::refused).orElse(usual);
  }

  /** A problem of this value, or of one inside. */
  void refused(InvalidRiskInputException refusal) {
    String field = refusal.field();
    int line = field.startsWith(path) ? lineOf(field.substring(path.length())) : line();
    problems.add(new ConfigProblem(line, field, refusal.rule()));
  }

  /**
   * The line of a value inside; of what surrounds it when it is not there.
   *
   * @param inside how its path goes on, with keys as {@code .key} or {@code [key]}
   */
  private int lineOf(String inside) {
    for (Map.Entry<String, YamlValue> entry : entries.entrySet()) {
      for (String step : List.of("." + entry.getKey(), "[" + entry.getKey() + "]")) {
        if (leads(inside, step)) {
          return entry.getValue().lineOf(inside.substring(step.length()));
        }
      }
    }
    for (int i = 0; i < elements.size(); i++) {
      String step = "[" + i + "]";
      if (leads(inside, step)) {
        return elements.get(i).lineOf(inside.substring(step.length()));
      }
    }
    return line();
  }

  private static boolean leads(String inside, String step) {
    return inside.startsWith(step)
        && (inside.length() == step.length() || ".[".indexOf(inside.charAt(step.length())) >= 0);
  }

  /** What is written here. A key without a value is not there. */
  private io.setoff.risk.description.Node written() {
    return switch (node) {
      case MappingNode _ -> {
        Map<String, io.setoff.risk.description.Node> values = new LinkedHashMap<>();
        entries.forEach(
            (key, value) -> {
              if (!value.isNothing()) {
                values.put(key, value.written());
              }
            });
        yield new Fields(values);
      }
      case SequenceNode _ -> new Items(elements.stream().map(YamlValue::written).toList());
      case ScalarNode scalar when scalar.isPlain() && FLAGS.contains(scalar.getValue()) ->
          new Flag(Boolean.parseBoolean(scalar.getValue()));
      case ScalarNode scalar -> new Text(scalar.getValue());
      default -> new Text("");
    };
  }

  private boolean isNothing() {
    return node instanceof ScalarNode scalar && scalar.getValue().isBlank();
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
