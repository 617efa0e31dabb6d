package io.setoff.cli.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.book.Parameters;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.description.Names;
import io.setoff.risk.description.Node;
import io.setoff.risk.description.RecordReader;
import io.setoff.risk.description.Scalars;
import io.setoff.risk.description.Variants;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The JSON schema of a record: what {@link RecordReader} takes or {@link RecordWriter} gives, with
 * the words of the source.
 */
public final class SchemaWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NUMBER_TEXT = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,9})?$";
  private static final String CANONICAL = "^-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?$";
  private static final String UNDERLYING = "^[^:]+:";
  private static final String INTEGER = "^-?[0-9]+$";
  private static final String DURATION = "^(-?P.+|[1-9][0-9]{0,8}(ms|s|m|h|d))$";

  private final Javadoc javadoc = new Javadoc();
  private final boolean reads;
  private final ObjectNode definitions = NODES.objectNode();

  private SchemaWriter(boolean reads) {
    this.reads = reads;
  }

  /**
   * A schema.
   *
   * @param reads whether it is of what is read
   */
  public static ObjectNode of(String name, String title, Class<?> type, boolean reads) {
    SchemaWriter writer = new SchemaWriter(reads);
    ObjectNode schema =
        NODES
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("$id", "urn:setoff:schema:" + name)
            .put("title", title);
    schema.setAll(writer.record(type, false));
    schema.set("$defs", writer.definitions);
    return schema;
  }

  /** {@code changes}: only some fields are given, the others stay. */
  private ObjectNode record(Class<?> type, boolean changes) {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    javadoc.of(type).ifPresent(text -> schema.put("description", text));
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    if (Variants.isVariant(type)) {
      properties.putObject(Variants.TYPE).put("const", Variants.name(type));
      required.add(Variants.TYPE);
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = Names.snake(component.getName());
      Class<?> raw = component.getType();
      ObjectNode property = value(component.getGenericType(), changes);
      javadoc.of(type, component.getName()).ifPresent(text -> property.put("description", text));
      properties.set(name, property);
      if (!changes && raw != Optional.class && raw != OptionalDouble.class) {
        required.add(name);
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode value(Type type, boolean changes) {
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (raw == Optional.class) {
      return value(argument(type, 0), changes);
    } else if (raw == OptionalDouble.class) {
      return scalar(double.class);
    } else if (Scalars.isScalar(raw)) {
      return scalar(raw);
    } else if (Collection.class.isAssignableFrom(raw)) {
      ObjectNode list = NODES.objectNode().put("type", "array");
      list.set("items", value(argument(type, 0), false));
      return list;
    } else if (Map.class.isAssignableFrom(raw)) {
      return map(type, changes);
    }
    return reference(raw, changes);
  }

  private ObjectNode map(Type type, boolean changes) {
    ObjectNode map = NODES.objectNode().put("type", "object");
    if (argument(type, 1) == Node.class) {
      ObjectNode sets = map.putObject("properties");
      Parameters.published().forEach((id, set) -> sets.set(id, reference(set.getClass(), true)));
      return map.put("additionalProperties", false);
    }
    map.set("additionalProperties", value(argument(type, 1), changes));
    return map;
  }

  private ObjectNode reference(Class<?> type, boolean changes) {
    String name = type.getName().replaceAll("^.*\\.", "").replace('$', '.');
    String definition = changes ? name + ".changes" : name;
    if (!definitions.has(definition)) {
      definitions.putObject(definition);
      definitions.set(definition, type.isRecord() ? record(type, changes) : variants(type));
    }
    return NODES.objectNode().put("$ref", "#/$defs/" + definition);
  }

  private ObjectNode variants(Class<?> type) {
    ObjectNode schema = NODES.objectNode();
    javadoc.of(type).ifPresent(text -> schema.put("description", text));
    ArrayNode choices = schema.putArray("oneOf");
    Variants.of(type).values().forEach(variant -> choices.add(reference(variant, false)));
    return schema;
  }

  private ObjectNode scalar(Class<?> type) {
    if (type == double.class || type == Double.class) {
      return reads ? numberOrText("number", NUMBER_TEXT) : typed("number");
    } else if (type == BigDecimal.class) {
      return reads
          ? numberOrText("number", NUMBER_TEXT)
          : typed("string").put("pattern", CANONICAL);
    } else if (type == BigInteger.class) {
      return reads ? numberOrText("integer", INTEGER) : typed("string").put("pattern", INTEGER);
    } else if (type == int.class || type == Integer.class) {
      return reads ? numberOrText("integer", INTEGER) : typed("integer");
    } else if (type == boolean.class || type == Boolean.class) {
      return typed("boolean");
    } else if (type == Instant.class) {
      return typed("string").put("format", "date-time");
    } else if (type == LocalDate.class) {
      return typed("string").put("format", "date");
    } else if (type == Duration.class) {
      return reads
          ? typed("string").put("pattern", DURATION)
          : typed("string").put("format", "duration");
    } else if (type == UnderlyingId.class) {
      return typed("string").put("pattern", UNDERLYING);
    } else if (type.isEnum()) {
      ObjectNode choice = NODES.objectNode();
      ArrayNode constants = choice.putArray("enum");
      List.of(type.getEnumConstants()).forEach(c -> constants.add(Names.snake(c.toString())));
      return choice;
    }
    return typed("string");
  }

  private static ObjectNode typed(String type) {
    return NODES.objectNode().put("type", type);
  }

  private static ObjectNode numberOrText(String type, String pattern) {
    ObjectNode choice = NODES.objectNode();
    choice.putArray("oneOf").add(typed(type)).add(typed("string").put("pattern", pattern));
    return choice;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
