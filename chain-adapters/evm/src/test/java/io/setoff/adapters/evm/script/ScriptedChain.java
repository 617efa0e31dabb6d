package io.setoff.adapters.evm.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.proof.HeaderHash;
import io.setoff.adapters.evm.proof.ReceiptsRoot;
import io.setoff.model.BlockRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.crypto.Hash;

/**
 * A tree of blocks with a canonical branch. Headers and receipts are real: hashes, roots and blooms
 * are those of a chain with just these logs. Thread-safe.
 */
public final class ScriptedChain {
  /** Blocks behind the head that are final. */
  public static final long FINALITY = 24;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long GENESIS_TIME = 1_700_000_000;
  private static final long BLOCK_SECONDS = 12;

  /**
   * One log to be.
   *
   * @param address emitting contract
   * @param topics 0x hex of 32 bytes each
   * @param data 0x hex
   */
  public record Event(String address, List<String> topics, String data) {
    public Event {
      topics = List.copyOf(topics);
    }
  }

  /**
   * One block.
   *
   * @param ref its place
   * @param header as a node tells it
   * @param receipts as a node tells them, one transaction per event
   * @param events what it logs
   */
  public record Block(BlockRef ref, ObjectNode header, ArrayNode receipts, List<Event> events) {
    public Block {
      events = List.copyOf(events);
    }

    /** Its logs, as {@code eth_getLogs} tells them. */
    public List<ObjectNode> logs() {
      List<ObjectNode> logs = new ArrayList<>();
      receipts.forEach(receipt -> receipt.path("logs").forEach(log -> logs.add((ObjectNode) log)));
      return logs;
    }
  }

  private final List<Block> canonical = new ArrayList<>();
  private final Map<String, Block> byHash = new HashMap<>();
  private int created;
  private long finalized;

  /** A chain with its genesis. */
  public ScriptedChain() {
    mine(List.of());
  }

  /** Adds a block to the canonical branch. */
  public synchronized Block mine(List<Event> events) {
    Block block = block(canonical.isEmpty() ? Optional.empty() : Optional.of(head()), events);
    canonical.add(block);
    byHash.put(block.ref().hash(), block);
    finalized = Math.max(finalized, height() - FINALITY);
    return block;
  }

  /** Drops the newest blocks that are not final; the next ones mined are another branch. */
  public synchronized void fork(int depth) {
    for (int i = 0; i < depth && height() > finalized; i++) {
      canonical.removeLast();
    }
  }

  /** Drops the newest blocks, final or not. */
  public synchronized void forkBelowFinality(int depth) {
    canonical.subList(canonical.size() - depth, canonical.size()).clear();
    finalized = Math.min(finalized, Math.max(0, height() - FINALITY));
  }

  /** A block on any parent that is not part of the chain: what a lying node makes up. */
  synchronized Block block(Optional<Block> parent, List<Event> events) {
    long height = parent.map(block -> block.ref().height() + 1).orElse(0L);
    String salt = word(BigInteger.valueOf(++created));
    ArrayNode receipts = receipts(events, height, salt);
    ObjectNode header = header(parent, height, salt, receipts);
    String hash = hex(HeaderHash.of(header));
    header.put("hash", hash);
    receipts.forEach(
        receipt -> receipt.path("logs").forEach(log -> ((ObjectNode) log).put("blockHash", hash)));
    BlockRef ref =
        new BlockRef(
            height,
            hash,
            header.path("parentHash").asText(),
            Instant.ofEpochSecond(GENESIS_TIME + BLOCK_SECONDS * height));
    return new Block(ref, header, receipts, events);
  }

  private static ObjectNode header(
      Optional<Block> parent, long height, String salt, ArrayNode receipts) {
    byte[] bloom = new byte[Blooms.BYTES];
    receipts.forEach(receipt -> Blooms.add(bloom, receipt.path("logs")));
    return JSON.createObjectNode()
        .put("parentHash", parent.map(block -> block.ref().hash()).orElse(word(BigInteger.ZERO)))
        .put("sha3Uncles", word(BigInteger.ONE))
        .put("miner", "0x" + "11".repeat(20))
        .put("stateRoot", salt)
        .put("transactionsRoot", word(BigInteger.TWO))
        .put("receiptsRoot", hex(ReceiptsRoot.of(receipts)))
        .put("logsBloom", hex(bloom))
        .put("difficulty", "0x0")
        .put("number", quantity(height))
        .put("gasLimit", "0x1c9c380")
        .put("gasUsed", "0x0")
        .put("timestamp", quantity(GENESIS_TIME + BLOCK_SECONDS * height))
        .put("extraData", "0x")
        .put("mixHash", word(BigInteger.ZERO))
        .put("nonce", "0x0000000000000000")
        .put("baseFeePerGas", "0x7");
  }

  private static ArrayNode receipts(List<Event> events, long height, String salt) {
    ArrayNode receipts = JSON.createArrayNode();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      String txHash = hex(Hash.sha3((salt + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      ObjectNode receipt = receipts.addObject();
      receipt
          .put("type", "0x2")
          .put("status", "0x1")
          .put("cumulativeGasUsed", quantity(21_000L * (i + 1)))
          .put("transactionHash", txHash);
      ObjectNode log = receipt.putArray("logs").addObject();
      log.put("address", event.address());
      event.topics().forEach(log.putArray("topics")::add);
      log.put("data", event.data())
          .put("blockNumber", quantity(height))
          .put("transactionHash", txHash)
          .put("transactionIndex", quantity(i))
          .put("logIndex", quantity(i))
          .put("removed", false);
      byte[] bloom = new byte[Blooms.BYTES];
      Blooms.add(bloom, receipt.path("logs"));
      receipt.put("logsBloom", hex(bloom));
    }
    return receipts;
  }

  public synchronized Block head() {
    return canonical.getLast();
  }

  public synchronized long height() {
    return canonical.size() - 1L;
  }

  public synchronized long finalizedHeight() {
    return finalized;
  }

  /** The canonical block at a height. */
  public synchronized Block at(long height) {
    return canonical.get((int) height);
  }

  /** A block of any branch. */
  public synchronized Optional<Block> byHash(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }

  static String word(BigInteger number) {
    return "0x%064x".formatted(number.mod(BigInteger.TWO.pow(256)));
  }

  static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /** A copy that may be spoiled. */
  static JsonNode copy(JsonNode node) {
    return node.deepCopy();
  }
}
