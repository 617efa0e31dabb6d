package io.setoff.adapters.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.Keccak;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Receipts of types of which no recorded one is at hand. */
class ReceiptsRootTest {
  private static final String BLOCK = "0x" + "ab".repeat(32);
  private static final String BLOOM = "0x" + "00".repeat(256);

  private static ObjectNode receipt(String type) {
    ObjectNode receipt = JsonNodeFactory.instance.objectNode();
    receipt.put("type", type).put("status", "0x1").put("cumulativeGasUsed", "0x5208");
    receipt.put("logsBloom", BLOOM).putArray("logs");
    return receipt;
  }

  private static ArrayNode list(ObjectNode... receipts) {
    return JsonNodeFactory.instance.arrayNode().addAll(List.of(receipts));
  }

  /** The root of one receipt with numbers after its logs. */
  private static String root(int type, long... further) {
    List<Rlp> fields =
        new java.util.ArrayList<>(
            List.of(
                Rlp.number(BigInteger.ONE),
                Rlp.number(BigInteger.valueOf(0x5208)),
                Rlp.bytes(new byte[256]),
                Rlp.list()));
    for (long number : further) {
      fields.add(Rlp.number(BigInteger.valueOf(number)));
    }
    byte[] body = new Rlp.Items(fields).encode();
    byte[] typed = new byte[body.length + 1];
    typed[0] = (byte) type;
    System.arraycopy(body, 0, typed, 1, body.length);
    return Hex.of(MerkleTrie.root(java.util.Map.of("80", typed)));
  }

  private static String root(ObjectNode receipt) {
    return Hex.of(ReceiptsRoot.of(list(receipt)));
  }

  @Test
  void aDepositsNonceIsHashedOnlyWithItsVersion() {
    ObjectNode deposit = receipt("0x7e");
    deposit.put("depositNonce", "0x2a");
    assertThat(root(deposit)).isEqualTo(root(0x7e));
    deposit.put("depositReceiptVersion", "0x1");
    assertThat(root(deposit)).isEqualTo(root(0x7e, 0x2a, 1));
  }

  @Test
  void celoHashesTheBaseFeeInTheFeesCurrency() {
    ObjectNode receipt = receipt("0x7b");
    assertThat(root(receipt)).isEqualTo(root(0x7b));
    receipt.put("baseFee", "0x5f5e100");
    assertThat(root(receipt)).isEqualTo(root(0x7b, 100_000_000));
    ObjectNode other = receipt("0x2");
    other.put("baseFee", "0x5f5e100");
    assertThat(root(other)).isEqualTo(root(2));
  }

  @Test
  void polygonsStateSyncIsOutsideOfTheRootAndNothingElseIs() {
    ObjectNode first = receipt("0x2").put("transactionHash", "0x" + "01".repeat(32));
    String root = root(first);
    String derived =
        Hex.of(
            Keccak.hash(
                HexFormat.of()
                    .parseHex(
                        HexFormat.of()
                                .formatHex(
                                    "matic-bor-receipt-"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                            + "0000000000000010"
                            + "ab".repeat(32))));
    ObjectNode sync = receipt("0x0").put("transactionHash", derived);
    ObjectNode stranger = receipt("0x0").put("transactionHash", "0x" + "02".repeat(32));
    assertThat(ReceiptsRoot.committed(list(first), root, 16, BLOCK)).isEqualTo(OptionalInt.of(1));
    assertThat(ReceiptsRoot.committed(list(first, sync), root, 16, BLOCK))
        .isEqualTo(OptionalInt.of(1));
    assertThat(ReceiptsRoot.committed(list(first, sync), root, 17, BLOCK)).isEmpty();
    assertThat(ReceiptsRoot.committed(list(sync, first), root, 16, BLOCK)).isEmpty();
    assertThat(ReceiptsRoot.committed(list(first, stranger), root, 16, BLOCK)).isEmpty();
    assertThat(ReceiptsRoot.committed(list(sync), root(receipt("0x2")), 16, BLOCK)).isEmpty();
  }

  @Test
  void anEmptyTrieIsProvedByNoNodeAndByAnEmptyOne() {
    byte[] empty = Keccak.hash(new byte[] {(byte) 0x80});
    byte[] key = Keccak.hash(new byte[20]);
    assertThat(MerkleTrie.get(empty, key, List.of())).isEqualTo(Optional.empty());
    assertThat(MerkleTrie.get(empty, key, List.of(new byte[] {(byte) 0x80})))
        .isEqualTo(Optional.empty());
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> MerkleTrie.get(empty, key, List.of(new byte[] {(byte) 0xc0}))))
        .isInstanceOf(ProofException.class);
  }
}
