package io.setoff.adapters.evm.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.script.ScriptedChain.Block;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.adapters.rpc.RpcUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Answers JSON-RPC for a {@link ScriptedChain}, well or as badly as its fault says. */
public final class ScriptedNode implements RpcTransport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MUCH = -32_005;
  private static final int UNKNOWN_BLOCK = -32_000;

  private final String name;
  private final ScriptedChain chain;
  private final long chainId;
  private final Random random;
  private final List<Block> forged = new ArrayList<>();
  private Fault fault = Fault.NONE;
  private int strength;
  private long requests;
  private long lies;

  /**
   * An honest node.
   *
   * @param seed for how a fault goes wrong
   */
  public ScriptedNode(String name, ScriptedChain chain, long chainId, long seed) {
    this.name = name;
    this.chain = chain;
    this.chainId = chainId;
    this.random = new Random(seed);
  }

  /**
   * Lets the node be bad from now on.
   *
   * @param howMuch how much: blocks of lag, blocks per request, depth of a forged branch
   */
  public synchronized void fault(Fault kind, int howMuch) {
    fault = kind;
    strength = howMuch;
    forged.clear();
    if (kind == Fault.FORGED_BRANCH) {
      forge();
    }
  }

  /** A branch that only this node knows. */
  private void forge() {
    Block parent = chain.at(Math.max(0, chain.height() - strength));
    for (int i = 0; i <= strength; i++) {
      parent = chain.block(Optional.of(parent), List.of());
      forged.add(parent);
    }
  }

  /** Requests so far. */
  public synchronized long requests() {
    return requests;
  }

  /** Answers with false logs so far. */
  public synchronized long lies() {
    return lies;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized InputStream post(byte[] body) {
    requests++;
    if (fault == Fault.DOWN || (fault == Fault.FLAKY && random.nextInt(4) == 0)) {
      throw new RpcUnavailableException(name + " is down");
    }
    if (fault == Fault.HTML) {
      return stream("<html>502 Bad Gateway</html>");
    }
    try {
      String answer = answer(JSON.readTree(body)).toString();
      return stream(
          fault == Fault.TRUNCATED ? answer.substring(0, random.nextInt(answer.length())) : answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode answer(JsonNode request) {
    if (!request.isArray()) {
      return reply(request);
    }
    ArrayNode replies = JSON.createArrayNode();
    request.forEach(call -> replies.add(reply(call)));
    return replies;
  }

  private ObjectNode reply(JsonNode call) {
    ObjectNode reply = JSON.createObjectNode();
    reply.put("jsonrpc", "2.0");
    reply.put(
        "id", fault == Fault.WRONG_ID ? call.path("id").asInt() + 1 : call.path("id").asInt());
    try {
      reply.set("result", result(call.path("method").asText(), call.path("params")));
    } catch (Refusal e) {
      reply.putObject("error").put("code", e.code).put("message", e.getMessage());
    }
    return reply;
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refusal(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  private JsonNode result(String method, JsonNode params) {
    return switch (method) {
      case "eth_chainId" ->
          text(ScriptedChain.quantity(fault == Fault.WRONG_CHAIN ? chainId + 1 : chainId));
      case "eth_getBlockByNumber" -> header(byTag(params.get(0).asText()));
      case "eth_getBlockByHash" -> header(known(params.get(0).asText()));
      case "eth_getLogs" -> logs(params.get(0));
      case "eth_getBlockReceipts" -> receipts(params.get(0).asText());
      case "eth_getBalance" -> balance(params.get(0).asText(), params.get(1).path("blockHash"));
      default -> throw new Refusal(-32_601, "the method " + method + " does not exist");
    };
  }

  private static JsonNode text(String text) {
    return JSON.getNodeFactory().textNode(text);
  }

  private long visibleHeight() {
    long lag =
        switch (fault) {
          case LAG -> strength;
          case BALANCED -> random.nextInt(strength + 1);
          default -> 0;
        };
    return forged.isEmpty() ? Math.max(0, chain.height() - lag) : forged.getLast().ref().height();
  }

  private Optional<Block> byTag(String tag) {
    return switch (tag) {
      case "latest" -> at(visibleHeight());
      case "safe", "finalized" -> at(Math.min(visibleHeight(), chain.finalizedHeight()));
      default -> at(Long.parseLong(tag.substring(2), 16));
    };
  }

  private Optional<Block> at(long height) {
    if (height > visibleHeight()) {
      return Optional.empty();
    }
    return forged.stream()
        .filter(block -> block.ref().height() == height)
        .findFirst()
        .or(() -> height <= chain.height() ? Optional.of(chain.at(height)) : Optional.empty());
  }

  private Optional<Block> known(String hash) {
    return forged.stream()
        .filter(block -> block.ref().hash().equals(hash))
        .findFirst()
        .or(() -> chain.byHash(hash).filter(block -> block.ref().height() <= visibleHeight()));
  }

  private JsonNode header(Optional<Block> block) {
    if (block.isEmpty() || (fault == Fault.NULLS && random.nextBoolean())) {
      return NullNode.getInstance();
    }
    ObjectNode header = block.get().header().deepCopy();
    if (fault == Fault.FORGED_HEADER && random.nextInt(3) == 0) {
      header.put("timestamp", ScriptedChain.quantity(1 + random.nextInt(1_000)));
    }
    return header;
  }

  /** Of a block by its hash, or by its height. */
  private JsonNode receipts(String which) {
    Optional<Block> block = which.length() == 66 ? known(which) : byTag(which);
    if (block.isEmpty() || (fault == Fault.NULLS && random.nextBoolean())) {
      return NullNode.getInstance();
    }
    ArrayNode receipts = block.get().receipts().deepCopy();
    if (fault == Fault.FORGED_LOGS && !receipts.isEmpty()) {
      lies++;
      Lies.receipts(receipts, random);
    }
    return fault == Fault.EMPTY_LOGS ? JSON.createArrayNode() : receipts;
  }

  private JsonNode logs(JsonNode filter) {
    List<ObjectNode> logs = new ArrayList<>();
    if (filter.has("blockHash")) {
      Block block =
          known(filter.path("blockHash").asText())
              .orElseThrow(() -> new Refusal(UNKNOWN_BLOCK, "unknown block"));
      logs.addAll(matching(block, filter));
    } else {
      long from = Long.parseLong(filter.path("fromBlock").asText().substring(2), 16);
      long to = Long.parseLong(filter.path("toBlock").asText().substring(2), 16);
      if (fault == Fault.TOO_BIG && to - from >= strength) {
        throw new Refusal(TOO_MUCH, "query returned more than 10000 results");
      }
      for (long height = from; height <= Math.min(to, visibleHeight()); height++) {
        at(height).ifPresent(block -> logs.addAll(matching(block, filter)));
      }
    }
    if (fault == Fault.TOO_BIG && strength == 0 && !logs.isEmpty()) {
      throw new Refusal(TOO_MUCH, "response size exceeded");
    }
    return spoiled(logs);
  }

  private static List<ObjectNode> matching(Block block, JsonNode filter) {
    Set<String> addresses = new HashSet<>();
    filter.path("address").forEach(address -> addresses.add(address.asText()));
    Set<String> topics = new HashSet<>();
    filter.at("/topics/0").forEach(topic -> topics.add(topic.asText()));
    return block.logs().stream()
        .filter(log -> addresses.isEmpty() || addresses.contains(log.path("address").asText()))
        .filter(log -> topics.contains(log.at("/topics/0").asText()))
        .map(ObjectNode::deepCopy)
        .toList();
  }

  private JsonNode spoiled(List<ObjectNode> logs) {
    ArrayNode answer = JSON.createArrayNode();
    if (fault == Fault.EMPTY_LOGS) {
      return answer;
    }
    logs.forEach(answer::add);
    if (!logs.isEmpty()) {
      ObjectNode some = logs.get(random.nextInt(logs.size()));
      switch (fault) {
        case DUPLICATE_LOGS -> answer.add(some.deepCopy());
        case REMOVED_LOGS ->
            answer.insert(
                0,
                some.deepCopy()
                    .put("removed", true)
                    .put("blockHash", ScriptedChain.word(BigInteger.valueOf(random.nextInt()))));
        case FORGED_LOGS -> Lies.logs(answer, random);
        default -> {}
      }
    }
    return answer;
  }

  /** Any number that depends on the account and the block. */
  static BigInteger balanceOf(String account, String blockHash) {
    return BigInteger.valueOf(Arrays.hashCode(new Object[] {account, blockHash})).abs();
  }

  private JsonNode balance(String account, JsonNode blockHash) {
    if (known(blockHash.asText()).isEmpty()) {
      throw new Refusal(UNKNOWN_BLOCK, "header not found");
    }
    return text("0x" + balanceOf(account, blockHash.asText()).toString(16));
  }
}
