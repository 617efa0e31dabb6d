package io.setoff.gateway.config;

import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.store.RedisSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the scalars of the configuration; each refuses with the rule that was broken. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");

  private static final Pattern LEASE_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,198}[a-z0-9])?");

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

  private Values() {}

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expects a duration such as 250ms, 10s, 5m, 1h or 2d, not \"" + text + "\"");
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

  static ChainId evmChain(String text) {
    ChainId chain = new ChainId(text);
    if (!chain.isEvm()) {
      throw new IllegalArgumentException(
          "only EVM chains (eip155:…) can be configured, not " + text);
    }
    return chain;
  }

  static URI httpUrl(String text) {
    return url(text, "http", "https");
  }

  /** The base of an explorer's addresses, without a slash at its end. */
  static URI explorer(String text) {
    URI url = httpUrl(text.replaceFirst("/+$", ""));
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("expects an address such as https://etherscan.io alone");
    }
    return url;
  }

  static Optional<URI> explorerOrNone(String text) {
    return text.equals("none") ? Optional.empty() : Optional.of(explorer(text));
  }

  static URI socketUrl(String text) {
    return url(text, "ws", "wss");
  }

  /** What it refuses it does not repeat: it may hold a key. */
  private static URI url(String text, String scheme, String other) {
    String rule = "expects a URL that begins with %s:// or %s:// and names a host";
    try {
      URI url = new URI(text);
      boolean ours = scheme.equals(url.getScheme()) || other.equals(url.getScheme());
      if (url.getHost() != null && ours) {
        return url;
      }
      throw new IllegalArgumentException(rule.formatted(scheme, other));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          rule.formatted(scheme, other) + "; character " + e.getIndex() + " may not be in one", e);
    }
  }

  /** A collector alone: what is sent there goes to a service of a fixed name. */
  static URI collector(String text) {
    URI url = httpUrl(text);
    if (!isServerAlone(url)) {
      throw new IllegalArgumentException(
          "expects http://HOST:PORT or https://HOST:PORT alone: where a collector takes OTLP over"
              + " gRPC, usually port 4317");
    }
    return url;
  }

  private static boolean isServerAlone(URI url) {
    return url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && url.getRawPath().isEmpty()
        && url.getPort() > 0;
  }

  /** A server alone: who may enter is said elsewhere, a database number is not used. */
  static String redisUrl(String text) {
    URI url = url(text, "redis", "rediss");
    if (!isServerAlone(url)) {
      throw new IllegalArgumentException(
          "expects redis://HOST:PORT or rediss://HOST:PORT alone; a password comes from"
              + " password_env or password_file, stores are told apart by prefix");
    }
    return url.toString();
  }

  static String redisPrefix(String text) {
    if (!RedisSettings.isPrefix(text)) {
      throw new IllegalArgumentException(
          "expects 1 to 64 letters, digits and the characters : . _ -");
    }
    return text;
  }

  /** Long enough that a pause of a process does not lose its chains. */
  static Duration lease(String text) {
    Duration lease = duration(text);
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException("expects a lease of 3s or more, not " + text);
    }
    return lease;
  }

  /** With the chain behind it, it names an object of Kubernetes. */
  static String leaseName(String text) {
    if (!LEASE_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expects what names of Leases begin with, 1 to 200 of a-z, 0-9 and -, not " + text);
    }
    return text;
  }

  static int rate(String text) {
    return (int) number(text, 1, 100_000, "requests per second, 1 to 100000,");
  }

  static long height(String text) {
    return number(text, 0, Long.MAX_VALUE, "a block height");
  }

  static int port(String text) {
    return (int) number(text, 0, 65_535, "a port, 0 to 65535,");
  }

  static int decimals(String text) {
    return (int) number(text, 0, 36, "decimals, 0 to 36,");
  }

  static int threshold(String text) {
    return (int) number(text, 1, 255, "a number of signatures, 1 to 255,");
  }

  private static long number(String text, long min, long max, String what) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expects " + what + " not \"" + text + "\"", e);
    }
    throw new IllegalArgumentException("expects " + what + " not " + text);
  }

  static int threads(String text) {
    return (int) number(text, 1, 1_024, "a number of threads, 1 to 1024,");
  }

  static int queue(String text) {
    return (int) number(text, 1, 1_000_000, "a length of a queue, 1 to 1000000,");
  }

  static int count(String text) {
    return (int) number(text, 0, 1_000_000, "a whole number, 0 to 1000000,");
  }

  /** A decimal number that is calculated with, not money. */
  static double factor(String text) {
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expects a decimal number, not \"" + text + "\"", e);
    }
  }

  /** A relative move of a price: above -1, so that something is left, or -1 for nothing. */
  static BigDecimal move(String text) {
    BigDecimal move = BigDecimal.valueOf(factor(text));
    if (move.compareTo(BigDecimal.ONE.negate()) < 0) {
      throw new IllegalArgumentException("expects a move of -1 or above, not " + text);
    }
    return move;
  }

  static BigDecimal ratio(String text) {
    try {
      BigDecimal ratio = new BigDecimal(text);
      if (ratio.signum() > 0 && ratio.compareTo(BigDecimal.ONE) < 0) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expects a ratio between 0 and 1", e);
    }
    throw new IllegalArgumentException("expects a ratio between 0 and 1, not " + text);
  }

  /** An amount that is not negative. */
  static BigDecimal amount(String text) {
    try {
      BigDecimal amount = new BigDecimal(text);
      if (amount.signum() >= 0) {
        return amount;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expects an amount, not \"" + text + "\"", e);
    }
    throw new IllegalArgumentException("expects an amount of 0 or above, not " + text);
  }

  static String publicKey(String text) {
    if (!text.matches("0x[0-9a-fA-F]{128}")) {
      throw new IllegalArgumentException("expects a public key, 0x and 128 hex digits");
    }
    return text;
  }

  static Role role(String text) {
    return choice(Role.class, text.toUpperCase(Locale.ROOT));
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expects true or false, not \"" + text + "\"");
    };
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expects one of "
                        + Arrays.toString(type.getEnumConstants())
                        + ", not \""
                        + text
                        + "\""));
  }

  /** An underlying, or an asset id whose EVM addresses are brought to canonical form. */
  static UnderlyingId underlying(String text) {
    return new UnderlyingId(text.startsWith("eip155:") ? text.toLowerCase(Locale.ROOT) : text);
  }
}
