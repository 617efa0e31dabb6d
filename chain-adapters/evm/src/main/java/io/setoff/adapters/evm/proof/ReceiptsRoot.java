package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The root of a block's receipts, from {@code eth_getBlockReceipts}. */
public final class ReceiptsRoot {
  private static final BigInteger DEPOSIT = BigInteger.valueOf(0x7e);

  private ReceiptsRoot() {}

  /** 32 bytes. The receipts' order is their place in the block. */
  public static byte[] of(JsonNode receipts) {
    SortedMap<String, byte[]> values = new TreeMap<>();
    int index = 0;
    for (JsonNode receipt : receipts) {
      byte[] key = Rlp.number(BigInteger.valueOf(index++)).encode();
      values.put(HexFormat.of().formatHex(key), encode(receipt));
    }
    return MerkleTrie.root(values);
  }

  /** Yellow paper, section 4.3.1, and EIP-2718. */
  private static byte[] encode(JsonNode receipt) {
    List<Rlp> fields = new ArrayList<>();
    fields.add(
        receipt.hasNonNull("status")
            ? JsonFields.number(receipt.path("status"))
            : JsonFields.bytes(receipt.path("root")));
    fields.add(JsonFields.number(receipt.path("cumulativeGasUsed")));
    fields.add(JsonFields.bytes(receipt.path("logsBloom")));
    fields.add(logs(receipt.path("logs")));
    byte[] type = JsonFields.number(typeOf(receipt)).asBytes();
    if (new BigInteger(1, type).equals(DEPOSIT)) {
      deposit(receipt, fields);
    }
    byte[] body = new Rlp.Items(fields).encode();
    byte[] encoded = new byte[type.length + body.length];
    System.arraycopy(type, 0, encoded, 0, type.length);
    System.arraycopy(body, 0, encoded, type.length, body.length);
    return encoded;
  }

  private static JsonNode typeOf(JsonNode receipt) {
    JsonNode type = receipt.path("type");
    return type.isTextual() ? type : com.fasterxml.jackson.databind.node.TextNode.valueOf("0x0");
  }

  /** Deposits of the OP stack carry two more fields since its Regolith and Canyon upgrades. */
  private static void deposit(JsonNode receipt, List<Rlp> fields) {
    for (String name : List.of("depositNonce", "depositReceiptVersion")) {
      if (receipt.hasNonNull(name)) {
        fields.add(JsonFields.number(receipt.path(name)));
      }
    }
  }

  private static Rlp logs(JsonNode logs) {
    List<Rlp> items = new ArrayList<>();
    for (JsonNode log : logs) {
      List<Rlp> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(JsonFields.bytes(topic)));
      items.add(
          Rlp.list(
              JsonFields.bytes(log.path("address")),
              new Rlp.Items(topics),
              JsonFields.bytes(log.path("data"))));
    }
    return new Rlp.Items(items);
  }
}
