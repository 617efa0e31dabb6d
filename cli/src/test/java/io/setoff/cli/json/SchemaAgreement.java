package io.setoff.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.cli.Docs;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;

/**
 * Holds a schema against the records that are read or written: the same fields, all the way down.
 */
public final class SchemaAgreement {
  private final JsonNode root;
  private final Set<Object> seen = new HashSet<>();

  private SchemaAgreement(JsonNode root) {
    this.root = root;
  }

  public static void check(String schema, Class<? extends Record> type) {
    JsonNode root = Docs.schema(schema);
    new SchemaAgreement(root).record(root, type, type.getSimpleName());
  }

  private void record(JsonNode schema, Class<?> type, String path) {
    if (!seen.add(List.of(type, schema))) {
      return;
    }
    assertThat(schema.path("additionalProperties").isBoolean()).as(path + " is closed").isTrue();
    List<String> fields = new ArrayList<>();
    List<String> required = new ArrayList<>();
    if (Variants.isVariant(type)) {
      fields.add(Variants.TYPE);
      required.add(Variants.TYPE);
      assertThat(schema.path("properties").path("type").path("const").textValue())
          .as(path)
          .isEqualTo(Variants.name(type));
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = Names.snake(component.getName());
      fields.add(name);
      Class<?> raw = component.getType();
      if (raw != Optional.class && raw != OptionalDouble.class) {
        required.add(name);
      }
    }
    JsonNode properties = schema.path("properties");
    assertThat(properties.fieldNames()).toIterable().as(path).containsExactlyElementsOf(fields);
    assertThat(schema.path("required"))
        .as(path + " required")
        .extracting(JsonNode::textValue)
        .containsExactlyInAnyOrderElementsOf(required);
    Arrays.stream(type.getRecordComponents())
        .forEach(
            component -> {
              String name = Names.snake(component.getName());
              value(resolve(properties.path(name)), component.getGenericType(), path + "." + name);
            });
  }

  private void value(JsonNode schema, Type type, String path) {
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (raw == Optional.class) {
      value(schema, argument(type, 0), path);
    } else if (raw == List.class) {
      assertThat(schema.path("type").textValue()).as(path).isEqualTo("array");
      value(resolve(schema.path("items")), argument(type, 0), path + "[]");
    } else if (raw == SortedMap.class) {
      assertThat(schema.path("type").textValue()).as(path).isEqualTo("object");
      value(resolve(schema.path("additionalProperties")), argument(type, 1), path + "[]");
    } else if (raw.isRecord() && !Scalars.isScalar(raw)) {
      record(schema, raw, path);
    } else if (raw.isSealed()) {
      List<Class<?>> variants = List.copyOf(Variants.of(raw).values());
      JsonNode choices = schema.path("oneOf");
      assertThat(choices.size()).as(path).isEqualTo(variants.size());
      for (int i = 0; i < variants.size(); i++) {
        record(resolve(choices.path(i)), variants.get(i), path + "/" + variants.get(i));
      }
    } else {
      assertThat(schema.isObject()).as(path).isTrue();
    }
  }

  private JsonNode resolve(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.path("$ref").textValue().substring(1)) : schema;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
