package io.setoff.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values. Numbers may be JSON numbers or decimal strings. */
final class Scalars {
  private static final int LONGEST_NUMBER = 400;
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,9})?");

  private Scalars() {}

  static boolean isScalar(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Double.class
        || type == Boolean.class
        || type == BigDecimal.class
        || type == BigInteger.class
        || type == Instant.class
        || type == LocalDate.class
        || type == Duration.class
        || type == UnderlyingId.class;
  }

  static Object read(JsonNode node, Class<?> type, String path) {
    if (type == double.class || type == Double.class) {
      return Require.finite(path, decimal(node, path).doubleValue());
    } else if (type == int.class) {
      return whole(node, path);
    } else if (type == boolean.class || type == Boolean.class) {
      Require.that(node.isBoolean(), path, "must be true or false");
      return node.booleanValue();
    } else if (type == BigDecimal.class) {
      return decimal(node, path);
    } else if (type == BigInteger.class) {
      return integer(node, path);
    }
    Require.that(node.isTextual(), path, "must be a text");
    return parse(node.textValue(), type, path);
  }

  /** A value from its text, as it stands for itself or as the key of a map. */
  static Object parse(String text, Class<?> type, String path) {
    if (type == String.class) {
      return text;
    } else if (type == Double.class) {
      return read(TextNode.valueOf(text), type, path);
    } else if (type == UnderlyingId.class) {
      return parse(text, UnderlyingId::new, path, "an underlying as crypto:ETH");
    } else if (type == Instant.class) {
      return parse(text, Instant::parse, path, "a time as 2026-01-31T08:00:00Z");
    } else if (type == LocalDate.class) {
      return parse(text, LocalDate::parse, path, "a date as 2026-01-31");
    } else if (type == Duration.class) {
      return parse(text, Duration::parse, path, "a duration as PT15M");
    } else if (type.isEnum()) {
      return constant(text, type, path);
    }
    throw new IllegalStateException("no text form of " + type);
  }

  private static <T> T parse(String text, Function<String, T> parser, String path, String what) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new InvalidRiskInputException(path, "must be " + what + ", is \"" + text + "\"");
    }
  }

  private static Object constant(String text, Class<?> type, String path) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Names.snake(constant.toString()).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRiskInputException(
                    path,
                    Arrays.stream(type.getEnumConstants())
                        .map(constant -> Names.snake(constant.toString()))
                        .collect(
                            Collectors.joining(", ", "must be one of ", ", is \"" + text + "\""))));
  }

  private static BigDecimal decimal(JsonNode node, String path) {
    if (node.isNumber()) {
      return node.decimalValue();
    }
    Require.that(isText(node, DECIMAL), path, "must be a number");
    return new BigDecimal(node.textValue());
  }

  private static BigInteger integer(JsonNode node, String path) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    }
    Require.that(isText(node, INTEGER), path, "must be a whole number without exponent");
    return new BigInteger(node.textValue());
  }

  private static int whole(JsonNode node, String path) {
    BigInteger value = integer(node, path);
    Require.that(value.bitLength() < Integer.SIZE, path, "must be below 2^31, is " + value);
    return value.intValueExact();
  }

  private static boolean isText(JsonNode node, Pattern pattern) {
    return node.isTextual()
        && node.textValue().length() <= LONGEST_NUMBER
        && pattern.matcher(node.textValue()).matches();
  }
}
