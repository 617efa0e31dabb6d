package io.setoff.gateway.wire;

import com.google.protobuf.Timestamp;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.Text;
import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Fields of requests as values. Each refuses with the path of the field and the rule; what a number
 * must be beyond being one is for who calculates with it.
 */
public final class Fields {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,80}(\\.[0-9]{1,80})?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,80}");
  private static final int MAX_TEXT = 200;

  private Fields() {}

  /** A decimal without exponent, exact. */
  public static BigDecimal decimal(String field, String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw RequestException.invalid(
          field, "is no decimal number without exponent: " + shown(text));
    }
    return new BigDecimal(text);
  }

  /** A decimal as a double. */
  public static double number(String field, String text) {
    return decimal(field, text).doubleValue();
  }

  /** A decimal as a double; {@code absent} for an empty text. */
  public static double number(String field, String text, double absent) {
    return text.isEmpty() ? absent : number(field, text);
  }

  public static BigInteger integer(String field, String text) {
    if (!INTEGER.matcher(text).matches()) {
      throw RequestException.invalid(field, "is no integer of at most 80 digits: " + shown(text));
    }
    return new BigInteger(text);
  }

  /** A text that names something: at least one character, at most 200. */
  public static String name(String field, String text) {
    if (text.isBlank()) {
      throw RequestException.invalid(field, "is required");
    }
    if (!Text.isPlain(text)) {
      throw RequestException.invalid(field, "has characters that cannot be seen: " + shown(text));
    }
    if (text.length() > MAX_TEXT) {
      throw RequestException.invalid(
          field, "has " + text.length() + " characters, at most " + MAX_TEXT + " are allowed");
    }
    return text;
  }

  public static UnderlyingId underlying(String field, String text) {
    try {
      String name = name(field, text);
      return new UnderlyingId(name.startsWith("eip155:") ? name.toLowerCase(Locale.ROOT) : name);
    } catch (IllegalArgumentException e) {
      throw RequestException.invalid(field, String.valueOf(e.getMessage()));
    }
  }

  public static Instant instant(String field, Timestamp timestamp) {
    try {
      return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw RequestException.invalid(field, "is no time: " + e.getMessage());
    }
  }

  /** Refuses a list that is longer than {@code most}. */
  public static void atMost(String field, int size, int most) {
    if (size > most) {
      throw RequestException.invalid(
          field, "has " + size + " entries, at most " + most + " are allowed");
    }
  }

  /**
   * The entries of a list of at most {@code most}.
   *
   * @param reader makes an entry of its path and its message
   */
  public static <M, T> List<T> list(
      String field, List<M> messages, int most, BiFunction<String, M, T> reader) {
    atMost(field, messages.size(), most);
    List<T> entries = new ArrayList<>();
    for (M message : messages) {
      entries.add(reader.apply(field + "[" + entries.size() + "]", message));
    }
    return entries;
  }

  private static String shown(String text) {
    return "\"" + Text.plain(text.substring(0, Math.min(text.length(), 60))) + "\"";
  }
}
