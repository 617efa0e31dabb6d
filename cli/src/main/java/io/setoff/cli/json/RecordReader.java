package io.setoff.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes records from JSON. A field that a record does not have is refused, as is one that is
 * missing and not optional; each refusal names the path of the field. {@code null} is the same as
 * missing.
 *
 * <p>Where an interface is asked for, the field {@code type} names one of its records.
 */
public final class RecordReader {
  private RecordReader() {}

  /**
   * A record, all of it from JSON.
   *
   * @param path of the node, empty for a document
   * @throws InvalidRiskInputException when the JSON does not fit the record
   */
  public static <T extends Record> T read(JsonNode node, Class<T> type, String path) {
    return type.cast(record(node, type, path, Optional.empty()));
  }

  /**
   * A record in which JSON replaces some fields. Records inside are replaced field by field, maps
   * entry by entry, lists as a whole.
   *
   * @throws InvalidRiskInputException when the JSON does not fit the record
   */
  public static <T> T override(T base, JsonNode changes, String path) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) base.getClass();
    return type.cast(record(changes, type, path, Optional.of(base)));
  }

  private static Object record(JsonNode node, Class<?> type, String path, Optional<?> base) {
    requireObject(node, path);
    List<RecordComponent> components = Records.components(type);
    refuseUnknown(node, type, path);
    Object[] values = new Object[components.size()];
    for (int i = 0; i < components.size(); i++) {
      RecordComponent component = components.get(i);
      String name = Names.snake(component.getName());
      values[i] =
          field(
              node.path(name),
              component.getGenericType(),
              path.isEmpty() ? name : path + "." + name,
              base.map(record -> Records.value(record, component)));
    }
    return Records.make(type, values, path);
  }

  private static void requireObject(JsonNode node, String path) {
    Require.that(node.isObject(), path.isEmpty() ? "document" : path, "must be an object");
  }

  private static void refuseUnknown(JsonNode node, Class<?> type, String path) {
    List<String> known = new ArrayList<>();
    if (Variants.isVariant(type)) {
      known.add(Variants.TYPE);
    }
    Records.components(type).stream()
        .map(component -> Names.snake(component.getName()))
        .forEach(known::add);
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      Require.that(
          known.contains(field.getKey()),
          path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
          "is not known; known are " + String.join(", ", known));
    }
  }

  /** The value of a component, which may be missing. */
  private static Object field(JsonNode node, Type type, String path, Optional<?> base) {
    Class<?> raw = raw(type);
    if (node.isMissingNode() || node.isNull()) {
      if (base.isPresent()) {
        return base.get();
      } else if (raw == Optional.class) {
        return Optional.empty();
      } else if (raw == OptionalDouble.class) {
        return OptionalDouble.empty();
      }
      throw new InvalidRiskInputException(path, "must be given");
    }
    if (raw == OptionalDouble.class) {
      return OptionalDouble.of((double) Scalars.read(node, double.class, path));
    } else if (raw == Optional.class) {
      Optional<?> inner = base.flatMap(optional -> (Optional<?>) optional);
      return Optional.of(value(node, argument(type, 0), path, inner));
    }
    return value(node, type, path, base);
  }

  private static Object value(JsonNode node, Type type, String path, Optional<?> base) {
    Class<?> raw = raw(type);
    if (raw == JsonNode.class) {
      return node;
    } else if (Scalars.isScalar(raw)) {
      return Scalars.read(node, raw, path);
    } else if (raw == List.class) {
      return list(node, argument(type, 0), path);
    } else if (raw == SortedMap.class) {
      return map(node, type, path, base);
    } else if (raw.isRecord()) {
      return record(node, raw, path, base);
    } else if (raw.isSealed()) {
      return variant(node, raw, path, base);
    }
    throw new IllegalStateException("no JSON form of " + type);
  }

  private static List<Object> list(JsonNode node, Type element, String path) {
    Require.that(node.isArray(), path, "must be a list");
    List<Object> values = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      values.add(value(node.path(i), element, path + "[" + i + "]", Optional.empty()));
    }
    return values;
  }

  private static SortedMap<Object, Object> map(
      JsonNode node, Type type, String path, Optional<?> base) {
    requireObject(node, path);
    SortedMap<Object, Object> values = new TreeMap<>();
    base.ifPresent(known -> values.putAll((Map<?, ?>) known));
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String entryPath = path + "[" + field.getKey() + "]";
      Object key = Scalars.parse(field.getKey(), raw(argument(type, 0)), entryPath);
      Optional<?> known = Optional.ofNullable(values.get(key));
      values.put(key, value(field.getValue(), argument(type, 1), entryPath, known));
    }
    return values;
  }

  private static Object variant(JsonNode node, Class<?> type, String path, Optional<?> base) {
    requireObject(node, path);
    Optional<Class<?>> known = base.map(Object::getClass);
    JsonNode name = node.path(Variants.TYPE);
    Class<?> variant =
        name.isMissingNode() && known.isPresent()
            ? known.get()
            : Variants.named(type, text(name, path + "." + Variants.TYPE), path);
    return record(node, variant, path, base.filter(variant::isInstance));
  }

  private static String text(JsonNode node, String path) {
    return (String) field(node, String.class, path, Optional.empty());
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
