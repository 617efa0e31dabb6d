package io.setoff.gateway.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.setoff.gateway.portfolio.RequestException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bounds the numbers of a request's body before it becomes a message: that writes every number out,
 * and {@code 1e300000000} has 300 million digits.
 */
final class BodyNumbers {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final int MAX_DIGITS = 100;

  /** A number that is given as a text may be written like this. */
  private static final Pattern SHORT = Pattern.compile("[^eE]{0,100}([eE][+-]?[0-9]{1,2})?");

  private BodyNumbers() {}

  /**
   * Refuses a body with a number that is too long, and one that is no JSON object.
   *
   * @param type of the message that it becomes
   * @return the body as JSON
   */
  static JsonNode check(String body, Descriptor type) {
    try {
      JsonNode node = JSON.readTree(body);
      if (!node.isObject()) {
        throw RequestException.invalid("body", "is no JSON object");
      }
      object(node, type, "");
      return node;
    } catch (JsonProcessingException e) {
      throw RequestException.invalid(
          "body",
          "is no JSON: " + e.getOriginalMessage() + place(Optional.ofNullable(e.getLocation())));
    }
  }

  /** What the parser finds too deep or too long is refused without a place. */
  private static String place(Optional<JsonLocation> location) {
    return location
        .map(at -> ", line %d column %d".formatted(at.getLineNr(), at.getColumnNr()))
        .orElse("");
  }

  private static void object(JsonNode object, Descriptor type, String path) {
    Map<String, FieldDescriptor> fields = new HashMap<>();
    for (FieldDescriptor field : type.getFields()) {
      fields.put(field.getJsonName(), field);
      fields.put(field.getName(), field);
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      FieldDescriptor field = fields.get(property.getKey());
      if (field != null && !field.isMapField()) {
        value(property.getValue(), field, path + property.getKey());
      }
    }
  }

  private static void value(JsonNode value, FieldDescriptor field, String path) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        value(value.get(i), field, path + "[" + i + "]");
      }
      return;
    }
    switch (field.getJavaType()) {
      case INT, LONG, FLOAT, DOUBLE -> number(value, path);
      case ENUM -> {
        if (value.isNumber()) {
          number(value, path);
        }
      }
      case MESSAGE -> {
        if (value.isObject()) {
          object(value, field.getMessageType(), path + ".");
        }
      }
      case BOOLEAN, STRING, BYTE_STRING -> {}
    }
  }

  private static void number(JsonNode value, String path) {
    boolean isShort =
        value.isNumber()
            ? isShort(value.decimalValue())
            : !value.isTextual() || SHORT.matcher(value.textValue()).matches();
    if (!isShort) {
      throw RequestException.invalid(path, "has more than " + MAX_DIGITS + " digits");
    }
  }

  private static boolean isShort(BigDecimal number) {
    return number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_DIGITS;
  }
}
