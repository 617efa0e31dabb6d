package io.setoff.risk.description;

import io.setoff.model.Text;
import io.setoff.risk.input.InvalidRiskInputException;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what is written. A field that a record does not have is refused, as is one that
 * is missing and not optional; each refusal names the path of the field.
 *
 * <p>Where an interface is asked for, the field {@code type} names one of its records.
 */
public final class RecordReader {
  private final List<InvalidRiskInputException> refusals = new ArrayList<>();

  private RecordReader() {}

  /** Something inside was refused, and is in the list. */
  private static final class IncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteException() {
      super("a field was refused", null, false, false);
    }
  }

  /**
   * A record, all of it from {@code node}.
   *
   * @param path of the node, empty for a document
   * @throws InvalidRiskInputException when it does not fit the record; the first refusal
   */
  public static <T extends Record> T read(Node node, Class<T> type, String path) {
    RecordReader reader = new RecordReader();
    return type.cast(reader.first(() -> reader.record(node, type, path, Optional.empty())));
  }

  /**
   * A record, all of it from {@code node}; empty when something was refused.
   *
   * @param refused is told all that does not fit the record
   */
  public static <T extends Record> Optional<T> read(
      Node node, Class<T> type, String path, Consumer<InvalidRiskInputException> refused) {
    RecordReader reader = new RecordReader();
    return reader
        .all(() -> reader.record(node, type, path, Optional.empty()), refused)
        .map(type::cast);
  }

  /**
   * A record in which some fields are replaced. Records inside are replaced field by field, maps
   * entry by entry, lists as a whole.
   *
   * @throws InvalidRiskInputException when the changes do not fit the record; the first refusal
   */
  public static <T> T override(T base, Node changes, String path) {
    RecordReader reader = new RecordReader();
    Class<T> type = typeOf(base);
    return type.cast(reader.first(() -> reader.record(changes, type, path, Optional.of(base))));
  }

  /**
   * A record in which some fields are replaced; empty when something was refused.
   *
   * @param refused is told all that does not fit the record
   */
  public static <T> Optional<T> override(
      T base, Node changes, String path, Consumer<InvalidRiskInputException> refused) {
    RecordReader reader = new RecordReader();
    Class<T> type = typeOf(base);
    return reader
        .all(() -> reader.record(changes, type, path, Optional.of(base)), refused)
        .map(type::cast);
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> typeOf(T base) {
    return (Class<T>) base.getClass();
  }

  private Object first(Supplier<Object> reading) {
    return attempt(reading).orElseThrow(() -> refusals.getFirst());
  }

  private Optional<Object> all(
      Supplier<Object> reading, Consumer<InvalidRiskInputException> refused) {
    Optional<Object> result = attempt(reading);
    refusals.forEach(refused);
    return result;
  }

  /** The value; empty when it was refused, so that what stands beside it is looked at too. */
  private Optional<Object> attempt(Supplier<Object> reading) {
    try {
      return Optional.of(reading.get());
    } catch (InvalidRiskInputException e) {
      refusals.add(e);
      return Optional.empty();
    } catch (IncompleteException e) {
      return Optional.empty();
    }
  }

  private Object record(Node node, Class<?> type, String path, Optional<?> base) {
    Map<String, Node> fields = FormerNames.renamed(fields(node, path), type);
    List<RecordComponent> components = Records.components(type);
    boolean whole = allKnown(fields, type, path);
    Object[] values = new Object[components.size()];
    for (int i = 0; i < components.size(); i++) {
      RecordComponent component = components.get(i);
      String name = Names.snake(component.getName());
      Optional<Object> value =
          attempt(
              () ->
                  field(
                      fields.get(name),
                      component.getGenericType(),
                      path.isEmpty() ? name : path + "." + name,
                      base.map(record -> Records.value(record, component))));
      whole &= value.isPresent();
      values[i] = value.orElse(path);
    }
    if (!whole) {
      throw new IncompleteException();
    }
    return Records.make(type, values, path);
  }

  private static Map<String, Node> fields(Node node, String path) {
    if (node instanceof Node.Fields(Map<String, Node> values)) {
      return values;
    }
    throw new InvalidRiskInputException(path.isEmpty() ? "document" : path, "must be an object");
  }

  private boolean allKnown(Map<String, Node> fields, Class<?> type, String path) {
    List<String> known = new ArrayList<>();
    if (Variants.isVariant(type)) {
      known.add(Variants.TYPE);
    }
    Records.components(type).stream()
        .map(component -> Names.snake(component.getName()))
        .forEach(known::add);
    List<String> unknown = fields.keySet().stream().filter(name -> !known.contains(name)).toList();
    for (String name : unknown) {
      refusals.add(
          new InvalidRiskInputException(
              Text.plain(path.isEmpty() ? name : path + "." + name),
              "is not known; known are " + String.join(", ", known)));
    }
    return unknown.isEmpty();
  }

  /** The value of a component, which may be missing. */
  private Object field(@Nullable Node node, Type type, String path, Optional<?> base) {
    Class<?> raw = raw(type);
    if (node == null) {
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

  private Object value(Node node, Type type, String path, Optional<?> base) {
    Class<?> raw = raw(type);
    if (raw == Node.class) {
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
    throw new IllegalStateException("no form of " + type);
  }

  private List<Object> list(Node node, Type element, String path) {
    if (!(node instanceof Node.Items(List<Node> elements))) {
      throw new InvalidRiskInputException(path, "must be a list");
    }
    List<Object> values = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Node item = elements.get(i);
      String itemPath = path + "[" + i + "]";
      attempt(() -> value(item, element, itemPath, Optional.empty())).ifPresent(values::add);
    }
    requireWhole(values.size() == elements.size());
    return values;
  }

  private SortedMap<Object, Object> map(Node node, Type type, String path, Optional<?> base) {
    SortedMap<Object, Object> values = new TreeMap<>();
    base.ifPresent(known -> values.putAll((Map<?, ?>) known));
    boolean whole = true;
    for (Map.Entry<String, Node> field : fields(node, path).entrySet()) {
      whole &=
          attempt(
                  () -> {
                    String entryPath = path + "[" + Text.plain(field.getKey()) + "]";
                    Object key = Scalars.parse(field.getKey(), raw(argument(type, 0)), entryPath);
                    Optional<?> known = Optional.ofNullable(values.get(key));
                    Object value = value(field.getValue(), argument(type, 1), entryPath, known);
                    values.put(key, value);
                    return value;
                  })
              .isPresent();
    }
    requireWhole(whole);
    return values;
  }

  private static void requireWhole(boolean whole) {
    if (!whole) {
      throw new IncompleteException();
    }
  }

  private Object variant(Node node, Class<?> type, String path, Optional<?> base) {
    Optional<Class<?>> known = base.map(Object::getClass);
    Node name = fields(node, path).get(Variants.TYPE);
    Class<?> variant =
        name == null && known.isPresent()
            ? known.get()
            : Variants.named(
                type,
                (String) field(name, String.class, path + "." + Variants.TYPE, Optional.empty()),
                path);
    return record(node, variant, path, base.filter(variant::isInstance));
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
