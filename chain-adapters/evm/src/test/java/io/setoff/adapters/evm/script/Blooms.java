package io.setoff.adapters.evm.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.web3j.crypto.Hash;

/** Makes the filter over the addresses and topics of logs (yellow paper, section 4.3.1). */
final class Blooms {
  static final int BYTES = 256;

  private Blooms() {}

  static void add(byte[] bloom, JsonNode logs) {
    for (JsonNode log : logs) {
      add(bloom, log.path("address").asText());
      log.path("topics").forEach(topic -> add(bloom, topic.asText()));
    }
  }

  private static void add(byte[] bloom, String hex) {
    byte[] hash = Hash.sha3(HexFormat.of().parseHex(hex, 2, hex.length()));
    for (int i = 0; i < 6; i += 2) {
      int bit = (((hash[i] & 0xff) << 8) + (hash[i + 1] & 0xff)) % 2048;
      bloom[BYTES - 1 - bit / 8] |= (byte) (1 << (bit % 8));
    }
  }
}
