package io.setoff.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.Text;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a body is not the message that is asked for: its place when it is no JSON, else the field.
 */
final class BadBody {
  private static final JsonFormat.Parser MESSAGES = JsonFormat.parser();

  private BadBody() {}

  /** The refusal of an object that is no message of a type. */
  static RequestException of(JsonNode object, Descriptor type) {
    return inside(object, type, "")
        .orElseGet(() -> RequestException.invalid("body", "is no " + type.getName()));
  }

  /** The first field that cannot be read; empty when each can. */
  private static Optional<RequestException> inside(JsonNode object, Descriptor type, String path) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String place = path + Text.plain(entry.getKey());
      Optional<FieldDescriptor> field = field(type, entry.getKey());
      if (field.isEmpty()) {
        return Optional.of(
            RequestException.invalid(
                place,
                type.getFields().stream()
                    .map(FieldDescriptor::getName)
                    .collect(Collectors.joining(", ", "is not known; known are ", ""))));
      }
      Optional<RequestException> refused = one(entry.getValue(), field.get(), place, type);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  private static Optional<FieldDescriptor> field(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(field -> field.getName().equals(name) || field.getJsonName().equals(name))
        .findFirst();
  }

  private static Optional<RequestException> one(
      JsonNode value, FieldDescriptor field, String place, Descriptor type) {
    if (isReadable(value, field, type)) {
      return Optional.empty();
    }
    if (field.isRepeated() && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        JsonNode element = JsonNodeFactory.instance.arrayNode().add(value.get(i));
        if (!isReadable(element, field, type)) {
          return Optional.of(deeper(value.get(i), field, place + "[" + i + "]"));
        }
      }
    }
    return Optional.of(
        field.isRepeated()
            ? RequestException.invalid(place, "must be a list")
            : deeper(value, field, place));
  }

  private static RequestException deeper(JsonNode value, FieldDescriptor field, String place) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && value.isObject()
        ? inside(value, field.getMessageType(), place + ".")
            .orElseGet(() -> RequestException.invalid(place, "must be " + what(field)))
        : RequestException.invalid(place, "must be " + what(field));
  }

  private static boolean isReadable(JsonNode value, FieldDescriptor field, Descriptor type) {
    JsonNode alone = JsonNodeFactory.instance.objectNode().set(field.getName(), value);
    try {
      MESSAGES.merge(alone.toString(), DynamicMessage.newBuilder(type));
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static String what(FieldDescriptor field) {
    return switch (field.getType()) {
      case ENUM ->
          field.getEnumType().getValues().stream()
              .map(EnumValueDescriptor::getName)
              .collect(Collectors.joining(", ", "one of ", ""));
      case STRING -> "a text";
      case BOOL -> "true or false";
      case MESSAGE, GROUP ->
          switch (field.getMessageType().getFullName()) {
            case "google.protobuf.Timestamp" -> "a time as \"2026-01-31T08:00:00Z\"";
            case "google.protobuf.Duration" -> "a duration as \"15s\"";
            default -> "an object, a " + field.getMessageType().getName();
          };
      case BYTES -> "bytes in base64";
      case UINT32, FIXED32, UINT64, FIXED64 -> "a whole number, at least 0";
      case INT32, SINT32, SFIXED32, INT64, SINT64, SFIXED64 -> "a whole number";
      case DOUBLE, FLOAT -> "a number";
    };
  }
}
