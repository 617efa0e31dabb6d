package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/** Hex as nodes write it; anything else is a broken answer. */
public final class Hex {
  private Hex() {}

  /** A number: 0x and at least one digit. */
  public static BigInteger quantity(JsonNode node) {
    return quantity(node.asText());
  }

  public static BigInteger quantity(String hex) {
    if (hex.length() < 3 || hex.length() > 66 || !isHex(hex)) {
      throw new RpcUnavailableException("not a hex number: \"" + shortened(hex) + "\"");
    }
    return new BigInteger(hex.substring(2), 16);
  }

  /** A number that fits a long. */
  public static long longQuantity(JsonNode node) {
    BigInteger value = quantity(node);
    if (value.bitLength() > 63) {
      throw new RpcUnavailableException("not a height or a time: " + value);
    }
    return value.longValue();
  }

  /** Bytes or a number, as it stands. */
  public static String text(JsonNode node) {
    String hex = node.asText();
    if (!isHex(hex)) {
      throw new RpcUnavailableException("not hex: \"" + shortened(hex) + "\"");
    }
    return hex;
  }

  /** Bytes: 0x and pairs of digits. */
  public static byte[] bytes(JsonNode node) {
    return bytes(node.asText());
  }

  /** Whether a text is 0x and pairs of digits. */
  public static boolean isBytes(String hex) {
    return hex.length() % 2 == 0 && isHex(hex);
  }

  public static byte[] bytes(String hex) {
    if (!isBytes(hex)) {
      throw new RpcUnavailableException("not hex bytes: \"" + shortened(hex) + "\"");
    }
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  /** A 32-byte hash in lower case. */
  public static String hash(JsonNode node) {
    String hex = node.asText();
    if (hex.length() != 66 || !isHex(hex)) {
      throw new RpcUnavailableException("not a hash: \"" + shortened(hex) + "\"");
    }
    return hex.toLowerCase(Locale.ROOT);
  }

  public static String of(long number) {
    return "0x" + Long.toHexString(number);
  }

  public static String of(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static boolean isHex(String text) {
    if (!text.startsWith("0x")) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
