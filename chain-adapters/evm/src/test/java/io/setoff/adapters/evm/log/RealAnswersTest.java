package io.setoff.adapters.evm.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.log.LogDecoder.Raw;
import io.setoff.adapters.evm.proof.HeaderCheck;
import io.setoff.adapters.evm.proof.HeaderHash;
import io.setoff.adapters.evm.proof.OwnForm;
import io.setoff.adapters.evm.proof.ProofException;
import io.setoff.adapters.evm.proof.ReceiptsRoot;
import io.setoff.adapters.evm.proof.StateProof;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.ChainId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Answers of real nodes of many chains and forks, in {@code ../shared/fixtures/real-answers} beside
 * the project: headers hash to their hash, receipts to their root, proofs give what is stated, logs
 * read as they are; nothing does any more with a field, a receipt or a node of a proof changed. Of
 * a chain with a rule of its own it is said so.
 */
class RealAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the names in the files, those of chains that are told by their id. */
  private static final Map<String, Long> CHAINS =
      Map.of(
          "Cronos", 25L,
          "Stable", 988L,
          "Bittensor", 945L,
          "Arbitrum One", 42_161L,
          "Polygon PoS", 137L,
          "Celo", 42_220L);

  /** Fields beside the header. */
  private static final Set<String> NOT_HASHED =
      Set.of(
          "size",
          "totalDifficulty",
          "author",
          "l1BlockNumber",
          "sendCount",
          "sendRoot",
          "milliTimestamp",
          "timestampMillis");

  private static Optional<Path> folder() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("setoff"))) {
      at = at.getParent();
    }
    return Optional.ofNullable(at)
        .map(root -> root.resolveSibling("shared").resolve("fixtures/real-answers"))
        .filter(Files::isDirectory);
  }

  @Test
  void theAnswersAreThere() {
    assumeTrue(folder().isPresent(), "no ../shared/fixtures/real-answers beside the project");
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerPassesOrIsRefusedByName() throws IOException {
    Optional<Path> folder = folder();
    if (folder.isEmpty()) {
      return Stream.of();
    }
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.get())) {
      for (Path file : files.filter(path -> path.toString().contains(".json")).sorted().toList()) {
        for (JsonNode answer : read(file)) {
          add(file.getFileName() + " " + answer.path("id").asText(), answer, tests);
        }
      }
    }
    return tests.stream();
  }

  private static JsonNode read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return JSON.readTree(in);
    }
  }

  private static void add(String name, JsonNode answer, List<DynamicTest> tests) {
    JsonNode block = answer.path("block");
    if (block.isObject() && !answer.path("skipHeader").asBoolean()) {
      tests.add(DynamicTest.dynamicTest(name + ": header", () -> header(answer, block)));
    }
    if (answer.path("receipts").isArray()) {
      tests.add(
          DynamicTest.dynamicTest(
              name + ": receipts", () -> receipts(answer, block, answer.path("receipts"))));
    }
    for (JsonNode proof : answer.path("proofs")) {
      String of = name + ": proof of " + proof.path("address").asText();
      tests.add(DynamicTest.dynamicTest(of, () -> proof(block, proof)));
    }
    if (answer.path("logs").isArray()) {
      tests.add(DynamicTest.dynamicTest(name + ": logs", () -> logs(answer.path("logs"))));
    }
  }

  private static Optional<OwnForm> ownForm(JsonNode answer) {
    String name = answer.path("chain").asText();
    return CHAINS.entrySet().stream()
        .filter(chain -> name.startsWith(chain.getKey()))
        .findFirst()
        .flatMap(chain -> OwnForm.of(ChainId.evm(chain.getValue())))
        .filter(form -> form.holdsAt(Hex.longQuantity(answer.at("/block/number"))));
  }

  private static void header(JsonNode answer, JsonNode block) {
    HeaderCheck check = HeaderHash.check(block);
    if (check instanceof HeaderCheck.Proved(List<String> unknown)) {
      assertThat(unknown).isEmpty();
      nothingElseIsProved(block);
      return;
    }
    assertThat(answer.at("/own/header").isTextual()).as("%s", check).isTrue();
    assertThat(ownForm(answer).isPresent() || check instanceof HeaderCheck.Untellable)
        .as("it is said that the chain has a form of its own: %s", check)
        .isTrue();
  }

  private static void nothingElseIsProved(JsonNode block) {
    for (Map.Entry<String, JsonNode> field : block.properties()) {
      if (field.getValue().isTextual() && !NOT_HASHED.contains(field.getKey())) {
        ObjectNode changed = block.deepCopy();
        changed.put(field.getKey(), changed(field.getValue().asText()));
        assertThat(HeaderHash.check(changed))
            .as(field.getKey())
            .isNotInstanceOf(HeaderCheck.Proved.class);
      }
    }
  }

  /** The same hex with another last digit. */
  private static String changed(String hex) {
    char last = hex.charAt(hex.length() - 1);
    return hex.equals("0x")
        ? "0x01"
        : hex.substring(0, hex.length() - 1) + (last == '1' ? '2' : '1');
  }

  private static boolean committed(JsonNode block, JsonNode receipts) {
    return ReceiptsRoot.committed(
            receipts,
            Hex.hash(block.path("receiptsRoot")),
            Hex.longQuantity(block.path("number")),
            Hex.hash(block.path("hash")))
        .isPresent();
  }

  private static void receipts(JsonNode answer, JsonNode block, JsonNode receipts) {
    if (!committed(block, receipts)) {
      assertThat(answer.at("/own/receipts").isTextual()).isTrue();
      assertThat(ownForm(answer).filter(OwnForm::isForever))
          .as("a chain whose receipts are not checked")
          .isPresent();
      return;
    }
    for (int i : new int[] {0, receipts.size() / 2, receipts.size() - 1}) {
      for (String field : List.of("status", "root", "cumulativeGasUsed", "logsBloom")) {
        if (receipts.get(i).hasNonNull(field)) {
          ArrayNode other = receipts.deepCopy();
          ((ObjectNode) other.get(i)).put(field, changed(receipts.get(i).path(field).asText()));
          assertThat(committed(block, other)).as("%s of receipt %d", field, i).isFalse();
        }
      }
      int logs = receipts.get(i).path("logs").size();
      for (int at = 0; at < Math.min(logs, 2); at++) {
        for (String field : List.of("/address", "/topics/0", "/data")) {
          ArrayNode other = receipts.deepCopy();
          JsonNode log = other.get(i).path("logs").get(at);
          if (field.equals("/topics/0")) {
            ((ArrayNode) log.path("topics"))
                .set(0, TextNode.valueOf(changed(log.at(field).asText())));
          } else {
            ((ObjectNode) log).put(field.substring(1), changed(log.at(field).asText()));
          }
          assertThat(committed(block, other)).as("%s of log %d of %d", field, at, i).isFalse();
        }
      }
      ArrayNode fewer = receipts.deepCopy();
      fewer.remove(i);
      assertThat(committed(block, fewer)).as("without receipt %d", i).isFalse();
    }
  }

  private static void proof(JsonNode block, JsonNode proof) {
    prove(block, proof);
    for (int i = 0; i < proof.path("accountProof").size(); i++) {
      ObjectNode other = proof.deepCopy();
      change((ArrayNode) other.path("accountProof"), i);
      assertThatThrownBy(() -> prove(block, other)).isInstanceOf(ProofException.class);
    }
    for (int slot = 0; slot < proof.path("storageProof").size(); slot++) {
      for (int i = 0; i < proof.at("/storageProof/" + slot + "/proof").size(); i++) {
        ObjectNode other = proof.deepCopy();
        change((ArrayNode) other.at("/storageProof/" + slot + "/proof"), i);
        assertThatThrownBy(() -> prove(block, other)).isInstanceOf(ProofException.class);
      }
    }
  }

  private static void change(ArrayNode nodes, int i) {
    nodes.set(i, TextNode.valueOf(changed(nodes.get(i).asText())));
  }

  private static void prove(JsonNode block, JsonNode proof) {
    byte[] root = Hex.bytes(block.path("stateRoot"));
    String address = Hex.of(Hex.bytes(proof.path("address")));
    assertThat(StateProof.balance(root, address, proof))
        .isEqualTo(Hex.quantity(proof.path("balance")));
    JsonNode slots = proof.path("storageProof");
    for (int i = 0; i < slots.size(); i++) {
      String slot = "0x%064x".formatted(Hex.quantity(slots.get(i).path("key")));
      assertThat(StateProof.storage(root, address, slot, proof, i))
          .isEqualTo(Hex.quantity(slots.get(i).path("value")));
    }
  }

  private static void logs(JsonNode logs) throws IOException {
    List<Raw> read = read(logs);
    assertThat(read).hasSameSizeAs(logs);
    for (int i = 0; i < read.size(); i++) {
      Raw raw = read.get(i);
      JsonNode log = logs.get(i);
      List<String> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(topic.asText()));
      assertThat(raw.address()).isEqualTo(log.path("address").asText());
      assertThat(raw.topics()).isEqualTo(topics);
      assertThat(raw.data())
          .isEqualTo(AbiWords.of(HexFormat.of().parseHex(log.path("data").asText().substring(2))));
      assertThat(Hex.of(raw.height())).isEqualTo(log.path("blockNumber").asText());
      assertThat(raw.blockHash()).isEqualTo(log.path("blockHash").asText());
      assertThat(raw.txHash()).isEqualTo(log.path("transactionHash").asText());
      assertThat(Hex.of(raw.logIndex())).isEqualTo(log.path("logIndex").asText());
      assertThat(raw.removed()).isEqualTo(log.path("removed").asBoolean());
    }
    for (String field : List.of("address", "topics", "data", "blockHash", "logIndex")) {
      ArrayNode other = logs.deepCopy();
      ((ObjectNode) other.get(0)).put(field, "what is no hex");
      assertThatThrownBy(() -> read(other)).isInstanceOf(RpcUnavailableException.class);
    }
  }

  private static List<Raw> read(JsonNode logs) throws IOException {
    try (JsonParser tokens = JSON.treeAsTokens(logs)) {
      tokens.nextToken();
      return new LogDecoder().read(tokens);
    }
  }
}
