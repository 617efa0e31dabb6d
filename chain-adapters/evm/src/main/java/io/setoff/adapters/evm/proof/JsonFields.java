package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HexFormat;

/** Hex fields of JSON-RPC as RLP. */
final class JsonFields {
  private JsonFields() {}

  static Rlp number(JsonNode field) {
    String hex = hex(field);
    return Rlp.number(hex.isEmpty() ? BigInteger.ZERO : parse(hex));
  }

  private static BigInteger parse(String hex) {
    try {
      return new BigInteger(hex, 16);
    } catch (NumberFormatException e) {
      throw new ProofException("not a hex number: " + e.getMessage());
    }
  }

  static Rlp bytes(JsonNode field) {
    return Rlp.bytes(array(field));
  }

  static byte[] array(JsonNode field) {
    try {
      return HexFormat.of().parseHex(hex(field));
    } catch (IllegalArgumentException e) {
      throw new ProofException("not hex bytes: " + e.getMessage());
    }
  }

  private static String hex(JsonNode field) {
    String text = field.asText();
    if (!text.startsWith("0x") || text.startsWith("0x-") || text.startsWith("0x+")) {
      throw new ProofException("not hex: a field without 0x");
    }
    return text.substring(2);
  }
}
