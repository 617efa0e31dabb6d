package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.Keccak;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Polygon PoS hands messages of Ethereum to its contracts in a transaction that no block has: its
 * receipt comes last in the answer, under no root, and its logs in no bloom.
 */
public final class StateSync {
  private static final byte[] PREFIX = "matic-bor-receipt-".getBytes(StandardCharsets.US_ASCII);

  private StateSync() {}

  /** Whether the receipt is the one that Bor makes for a block, by its derived hash. */
  public static boolean isReceipt(JsonNode receipt, long height, String blockHash) {
    byte[] hash = HexFormat.of().parseHex(blockHash, 2, blockHash.length());
    byte[] derived =
        ByteBuffer.allocate(PREFIX.length + Long.BYTES + hash.length)
            .put(PREFIX)
            .putLong(height)
            .put(hash)
            .array();
    return Hex.of(Keccak.hash(derived))
        .equals(receipt.path("transactionHash").asText().toLowerCase(Locale.ROOT));
  }
}
