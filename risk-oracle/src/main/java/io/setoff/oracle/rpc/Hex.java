package io.setoff.oracle.rpc;

import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/** Quantities of JSON-RPC. */
public final class Hex {
  private Hex() {}

  /** A quantity that fits; 0 for null. */
  public static long number(JsonNode quantity) {
    return big(quantity).longValueExact();
  }

  /** A quantity; 0 for null. */
  public static BigInteger big(JsonNode quantity) {
    String text = quantity.asString("0x0");
    return new BigInteger(text.length() <= 2 ? "0" : text.substring(2), 16);
  }

  public static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }
}
