package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.setoff.adapters.rpc.Hex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The root of a block's receipts, from {@code eth_getBlockReceipts}. */
public final class ReceiptsRoot {
  private static final BigInteger DEPOSIT = BigInteger.valueOf(0x7e);
  private static final BigInteger CELO_FEE_CURRENCY = BigInteger.valueOf(0x7b);

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

  /**
   * How many of a block's receipts a root commits to: all of them, or all but Polygon's state sync,
   * which comes last; empty when the root is that of other receipts.
   *
   * @param root hex
   */
  public static OptionalInt committed(
      JsonNode receipts, String root, long height, String blockHash) {
    if (Hex.of(of(receipts)).equals(root)) {
      return OptionalInt.of(receipts.size());
    }
    int last = receipts.size() - 1;
    if (last < 0 || !StateSync.isReceipt(receipts.get(last), height, blockHash)) {
      return OptionalInt.empty();
    }
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < last; i++) {
      others.add(receipts.get(i));
    }
    return Hex.of(of(others)).equals(root) ? OptionalInt.of(last) : OptionalInt.empty();
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
    further(new BigInteger(1, type), receipt)
        .forEach(name -> fields.add(JsonFields.number(receipt.path(name))));
    byte[] body = new Rlp.Items(fields).encode();
    byte[] encoded = new byte[type.length + body.length];
    System.arraycopy(type, 0, encoded, 0, type.length);
    System.arraycopy(body, 0, encoded, type.length, body.length);
    return encoded;
  }

  private static JsonNode typeOf(JsonNode receipt) {
    JsonNode type = receipt.path("type");
    return type.isTextual() ? type : TextNode.valueOf("0x0");
  }

  /**
   * Fields that some types have after the logs. Deposits of the OP stack: a nonce is told since
   * Regolith, and hashed only since Canyon, with the version. Celo's transactions with a fee
   * currency: the base fee in it (CIP-64).
   */
  private static List<String> further(BigInteger type, JsonNode receipt) {
    List<String> names = List.of();
    if (type.equals(DEPOSIT) && receipt.hasNonNull("depositReceiptVersion")) {
      names = List.of("depositNonce", "depositReceiptVersion");
    } else if (type.equals(CELO_FEE_CURRENCY)) {
      names = List.of("baseFee");
    }
    return names.stream().filter(receipt::hasNonNull).toList();
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
