package io.setoff.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.model.Decimals;
import io.setoff.risk.description.Names;
import io.setoff.risk.description.Records;
import io.setoff.risk.description.Scalars;
import io.setoff.risk.description.Variants;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Records as JSON, fields in the order of declaration. Integers and decimals of any size are
 * strings; doubles are numbers with the fewest digits that give the same double again. What is
 * empty is left out. There is no NaN and nothing beyond 1e30.
 */
public final class RecordWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Added to a number, it leaves no negative 0. */
  private static final double POSITIVE_ZERO = 0;

  private RecordWriter() {}

  /**
   * The JSON of an answer.
   *
   * @throws InvalidRiskInputException when a number is none: an input was too large
   */
  public static ObjectNode write(Record record) {
    return write(record, "answer");
  }

  private static ObjectNode write(Record record, String path) {
    ObjectNode node = NODES.objectNode();
    if (Variants.isVariant(record.getClass())) {
      node.put(Variants.TYPE, Variants.name(record.getClass()));
    }
    for (RecordComponent component : Records.components(record.getClass())) {
      put(node, Names.snake(component.getName()), Records.value(record, component), path);
    }
    return node;
  }

  private static void put(ObjectNode node, String name, Object value, String path) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(inner -> put(node, name, inner, path));
      case OptionalDouble optional -> optional.ifPresent(inner -> put(node, name, inner, path));
      default -> node.set(name, value(value, path + "." + name));
    }
  }

  private static JsonNode value(Object value, String path) {
    return switch (value) {
      case Double number -> number(number, path);
      case Integer number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case BigInteger number -> NODES.textNode(number.toString());
      case BigDecimal number -> NODES.textNode(Decimals.canonical(number));
      case Enum<?> constant -> NODES.textNode(text(constant));
      case Collection<?> values -> {
        ArrayNode list = NODES.arrayNode(values.size());
        values.forEach(element -> list.add(value(element, path)));
        yield list;
      }
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, element) -> put(object, text(key), element, path));
        yield object;
      }
      case Record record when !Scalars.isScalar(record.getClass()) -> write(record, path);
      default -> NODES.textNode(text(value));
    };
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? Names.snake(constant.name()) : value.toString();
  }

  private static JsonNode number(double value, String path) {
    return NODES.numberNode(Require.finite(path, value) + POSITIVE_ZERO);
  }
}
