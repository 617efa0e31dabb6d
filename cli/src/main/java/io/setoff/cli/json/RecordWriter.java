package io.setoff.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.model.Decimals;
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
 * empty is left out. There is no NaN and no infinity.
 */
public final class RecordWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordWriter() {}

  public static ObjectNode write(Record record) {
    ObjectNode node = NODES.objectNode();
    if (Variants.isVariant(record.getClass())) {
      node.put(Variants.TYPE, Variants.name(record.getClass()));
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      put(node, Names.snake(component.getName()), Records.value(record, component));
    }
    return node;
  }

  private static void put(ObjectNode node, String name, Object value) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(inner -> put(node, name, inner));
      case OptionalDouble optional -> optional.ifPresent(inner -> put(node, name, inner));
      default -> node.set(name, value(value));
    }
  }

  private static JsonNode value(Object value) {
    return switch (value) {
      case Double number -> number(number);
      case Integer number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case BigInteger number -> NODES.textNode(number.toString());
      case BigDecimal number -> NODES.textNode(Decimals.canonical(number));
      case Enum<?> constant -> NODES.textNode(Names.snake(constant.name()));
      case Collection<?> values -> {
        ArrayNode list = NODES.arrayNode(values.size());
        values.forEach(element -> list.add(value(element)));
        yield list;
      }
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, element) -> put(object, key.toString(), element));
        yield object;
      }
      case Record record when !Scalars.isScalar(record.getClass()) -> write(record);
      default -> NODES.textNode(value.toString());
    };
  }

  private static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("an answer has a number that is none: " + value);
    }
    return NODES.numberNode(value + 0.0);
  }
}
