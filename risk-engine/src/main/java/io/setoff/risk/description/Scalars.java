package io.setoff.risk.description;

import io.setoff.model.Text;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values. Numbers may be written as texts. */
public final class Scalars {
  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_SHOWN = 200;
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,9})?");
  private static final Pattern SHORT_DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");

  private Scalars() {}

  public static boolean isScalar(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Double.class
        || type == Integer.class
        || type == Boolean.class
        || type == BigDecimal.class
        || type == BigInteger.class
        || type == Instant.class
        || type == LocalDate.class
        || type == Duration.class
        || type == UnderlyingId.class;
  }

  static Object read(Node node, Class<?> type, String path) {
    if (type == double.class || type == Double.class) {
      return Require.finite(path, decimal(node, path).doubleValue());
    } else if (type == int.class || type == Integer.class) {
      return whole(node, path);
    } else if (type == boolean.class || type == Boolean.class) {
      return flag(node, path);
    } else if (type == BigDecimal.class) {
      return decimal(node, path);
    } else if (type == BigInteger.class) {
      return integer(node, path);
    }
    return parse(text(node, path), type, path);
  }

  /** A value from its text, as it stands for itself or as the key of a map. */
  static Object parse(String text, Class<?> type, String path) {
    Require.that(
        Text.isPlain(text), path, "must have characters that can be seen, is " + shown(text));
    if (type == String.class) {
      return text;
    } else if (type == Double.class) {
      return read(new Node.Text(text), type, path);
    } else if (type == UnderlyingId.class) {
      return parse(text, Scalars::underlying, path, "an underlying as crypto:ETH");
    } else if (type == Instant.class) {
      return parse(text, Instant::parse, path, "a time as 2026-01-31T08:00:00Z");
    } else if (type == LocalDate.class) {
      return parse(text, LocalDate::parse, path, "a date as 2026-01-31");
    } else if (type == Duration.class) {
      return parse(text, Scalars::duration, path, "a duration as 15m or PT15M");
    } else if (type.isEnum()) {
      return constant(text, type, path);
    }
    throw new IllegalStateException("no text form of " + type);
  }

  private static <T> T parse(String text, Function<String, T> parser, String path, String what) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidRiskInputException(path, "must be " + what + ", is " + shown(text));
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
                            Collectors.joining(", ", "must be one of ", ", is " + shown(text)))));
  }

  /** Addresses on EVM chains are brought to canonical form. */
  private static UnderlyingId underlying(String text) {
    if (text.length() > LONGEST_SHOWN) {
      throw new IllegalArgumentException("too long");
    }
    return new UnderlyingId(text.startsWith("eip155:") ? text.toLowerCase(Locale.ROOT) : text);
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static String text(Node node, String path) {
    if (node instanceof Node.Text(String value)) {
      return value;
    }
    throw new InvalidRiskInputException(path, "must be a text");
  }

  private static boolean flag(Node node, String path) {
    if (node instanceof Node.Flag(boolean value)) {
      return value;
    }
    throw new InvalidRiskInputException(path, "must be true or false");
  }

  private static BigDecimal decimal(Node node, String path) {
    if (node instanceof Node.Numeral numeral) {
      return numeral.value();
    } else if (node instanceof Node.Text text && isNumber(text.value(), DECIMAL)) {
      return new BigDecimal(text.value());
    }
    throw new InvalidRiskInputException(path, "must be a number");
  }

  private static BigInteger integer(Node node, String path) {
    if (node instanceof Node.Numeral numeral && numeral.whole()) {
      return numeral.value().toBigIntegerExact();
    } else if (node instanceof Node.Text text && isNumber(text.value(), INTEGER)) {
      return new BigInteger(text.value());
    }
    throw new InvalidRiskInputException(path, "must be a whole number without exponent");
  }

  private static int whole(Node node, String path) {
    BigInteger value = integer(node, path);
    Require.that(value.bitLength() < Integer.SIZE, path, "must be below 2^31, is " + value);
    return value.intValueExact();
  }

  private static boolean isNumber(String text, Pattern pattern) {
    return text.length() <= LONGEST_NUMBER && pattern.matcher(text).matches();
  }

  private static String shown(String text) {
    return "\"" + Text.plain(text.substring(0, Math.min(text.length(), LONGEST_SHOWN))) + "\"";
  }
}
