package io.setoff.adapters.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Forms of headers of which no recorded one is at hand: built here by the encoding alone. */
class HeaderHashTest {
  private static final String WORD = "0x" + "5a".repeat(32);
  private static final List<String> FIRST =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "extraData");

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final List<Rlp> hashed = new ArrayList<>();

  private HeaderHashTest hash(String name, String value) {
    json.put(name, value);
    boolean number = value.length() < 18;
    hashed.add(number ? Rlp.number(Hex.quantity(value)) : Rlp.bytes(Hex.bytes(value)));
    return this;
  }

  private HeaderHashTest common() {
    for (String name : FIRST) {
      switch (name) {
        case "miner" -> hash(name, "0x" + "11".repeat(20));
        case "logsBloom" -> hash(name, "0x" + "00".repeat(256));
        case "difficulty", "number", "gasLimit", "gasUsed", "timestamp" -> hash(name, "0x1f4");
        default -> hash(name, WORD);
      }
    }
    return this;
  }

  private HeaderHashTest sealed() {
    return common().hash("mixHash", WORD).hash("nonce", "0x0102030405060708");
  }

  private JsonNode done() {
    json.put("hash", Hex.of(Keccak.hash(new Rlp.Items(hashed).encode())));
    json.put("size", "0x3e8");
    return json;
  }

  private static void isProved(JsonNode header, String... unknown) {
    assertThat(HeaderHash.check(header)).isEqualTo(new HeaderCheck.Proved(List.of(unknown)));
  }

  private HeaderHashTest prague() {
    return sealed()
        .hash("baseFeePerGas", "0x7")
        .hash("withdrawalsRoot", WORD)
        .hash("blobGasUsed", "0x0")
        .hash("excessBlobGas", "0x0")
        .hash("parentBeaconBlockRoot", WORD)
        .hash("requestsHash", WORD);
  }

  @Test
  void theFieldsOfAmsterdamFollowThoseOfPrague() {
    isProved(prague().hash("blockAccessListHash", WORD).hash("slotNumber", "0xac6000").done());
  }

  @Test
  void fieldsOfTheForkAfterAreProvedAndNamed() {
    isProved(
        prague()
            .hash("blockAccessListHash", WORD)
            .hash("slotNumber", "0x0")
            .hash("zzzRoot", "0x" + "77".repeat(32))
            .hash("aNumber", "0x12")
            .done(),
        "zzzRoot",
        "aNumber");
  }

  @Test
  void aFieldUnderAnotherNameIsProvedAndNamed() {
    isProved(prague().hash("balHash", WORD).hash("slotNumber", "0x5").done(), "balHash");
  }

  @Test
  void whatAnswersAddBesideTheHeaderChangesNothing() {
    JsonNode header = prague().done();
    json.put("sendRoot", WORD).put("another", WORD).putNull("blockAccessListHash");
    isProved(header);
  }

  @Test
  void aFalseHeaderIsFalseAndWithUnknownFieldsItCannotBeTold() {
    prague().done();
    json.put("gasUsed", "0x1f5");
    assertThat(HeaderHash.check(json)).isEqualTo(new HeaderCheck.False());
    json.put("another", WORD);
    assertThat(HeaderHash.check(json))
        .isEqualTo(
            new HeaderCheck.Untellable(
                "it has fields that this version does not know (another), and the known ones alone"
                    + " do not give its hash"));
    json.remove("mixHash");
    assertThat(HeaderHash.check(json)).isEqualTo(new HeaderCheck.Untellable("it has no mixHash"));
  }

  @Test
  void namesComeInAnyCase() {
    JsonNode header = prague().done();
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    header
        .properties()
        .forEach(field -> other.set(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    isProved(other);
  }

  @Test
  void aForkThatAChainSkipsLeavesAnEmptyField() {
    sealed().hash("baseFeePerGas", "0x7");
    hashed.add(Rlp.bytes(new byte[0]));
    isProved(hash("blobGasUsed", "0x1").done());
  }

  @Test
  void anEmptyStateRootIsHashedAsNothing() {
    common();
    json.put("stateRoot", "0x");
    hashed.set(3, Rlp.bytes(new byte[0]));
    isProved(hash("mixHash", WORD).hash("nonce", "0x0102030405060708").done());
  }

  @Test
  void avalancheHasItsOwnFields() {
    isProved(
        sealed()
            .hash("extDataHash", WORD)
            .hash("baseFeePerGas", "0x7")
            .hash("extDataGasUsed", "0x0")
            .hash("blockGasCost", "0x9")
            .done());
    JsonNode later =
        new HeaderHashTest()
            .sealed()
            .hash("extDataHash", WORD)
            .hash("baseFeePerGas", "0x7")
            .hash("extDataGasUsed", "0x0")
            .hash("blockGasCost", "0x9")
            .hash("blobGasUsed", "0x0")
            .hash("excessBlobGas", "0x0")
            .hash("parentBeaconBlockRoot", WORD)
            .hash("timestampMilliseconds", "0x19de4a3ac71")
            .hash("minDelayExcess", "0x3")
            .done();
    isProved(later);
  }

  @Test
  void gnosisBeforeTheMergeHasAStepAndASignature() {
    String signature = "6b".repeat(65);
    common();
    hashed.add(Rlp.number(BigInteger.valueOf(308_362_144)));
    hashed.add(Rlp.bytes(Hex.bytes("0x" + signature)));
    json.put("step", "308362144").put("signature", signature);
    isProved(done());
    json.put("signature", "0x" + signature).put("step", "0x12613ba0");
    isProved(json);
    json.put("step", "308362145");
    assertThat(HeaderHash.check(json)).isNotInstanceOf(HeaderCheck.Proved.class);
  }
}
