package io.setoff.adapters.evm;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.kernel.Heads;
import io.setoff.adapters.kernel.rpc.RpcCall;
import io.setoff.adapters.kernel.rpc.RpcPool;
import io.setoff.adapters.kernel.rpc.RpcReply;
import io.setoff.adapters.kernel.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The few Ethereum JSON-RPC methods that are needed, typed and checked. */
public final class EvmRpc {
  /**
   * Depths that stand in for the {@code safe} and {@code finalized} tags of a node without them.
   */
  private static final long SAFE_DEPTH = 32;

  private static final long FINALIZED_DEPTH = 64;

  private final RpcPool pool;

  public EvmRpc(RpcPool pool) {
    this.pool = pool;
  }

  public long chainId() {
    return quantity(pool.call("eth_chainId")).longValueExact();
  }

  /** Whether there is code at the address now. */
  public boolean hasCode(String address) {
    return !pool.call("eth_getCode", address, "latest").asText().equals("0x");
  }

  /** Whether there was code at the address at a height; empty when the node no longer knows. */
  public Optional<Boolean> hadCode(String address, long height) {
    RpcReply reply = pool.batch(List.of(RpcCall.of("eth_getCode", address, hex(height)))).get(0);
    return switch (reply) {
      case RpcReply.Result result -> Optional.of(!result.value().asText().equals("0x"));
      case RpcReply.Failure _ -> Optional.empty();
    };
  }

  Heads heads() {
    List<RpcCall> calls = new ArrayList<>();
    for (String tag : List.of("latest", "safe", "finalized")) {
      calls.add(RpcCall.of("eth_getBlockByNumber", tag, false));
    }
    List<RpcReply> replies = pool.batch(calls);
    BlockRef latest =
        block(replies.get(0).orThrow("eth_getBlockByNumber"))
            .orElseThrow(() -> new RpcUnavailableException("the node has no latest block"));
    long safe = taggedHeight(replies.get(1), latest.height() - SAFE_DEPTH);
    long finalized = taggedHeight(replies.get(2), latest.height() - FINALIZED_DEPTH);
    return new Heads(latest, Math.max(0, safe), Math.max(0, finalized));
  }

  private static long taggedHeight(RpcReply reply, long otherwise) {
    return switch (reply) {
      case RpcReply.Result result -> block(result.value()).map(BlockRef::height).orElse(otherwise);
      case RpcReply.Failure _ -> otherwise;
    };
  }

  Optional<BlockRef> byHash(String hash) {
    return block(pool.call("eth_getBlockByHash", hash, false));
  }

  Optional<BlockRef> atHeight(long height) {
    return block(pool.call("eth_getBlockByNumber", hex(height), false));
  }

  /** The logs of one block, in order. */
  List<EvmLog> logs(BlockRef block, Set<String> addresses, Set<String> topics) {
    Map<String, Object> filter = filter(addresses, topics);
    filter.put("blockHash", block.hash());
    List<EvmLog> logs = logs(filter, addresses, Map.of(block.height(), block.time()));
    for (EvmLog log : logs) {
      if (!log.isIn(block)) {
        throw new RpcUnavailableException(
            "asked for the logs of block " + block + ", got one of " + log.blockHash());
      }
    }
    return logs;
  }

  /** The logs of a range of finalized blocks, in order. */
  List<EvmLog> logs(long from, long to, Set<String> addresses, Set<String> topics) {
    Map<String, Object> filter = filter(addresses, topics);
    filter.put("fromBlock", hex(from));
    filter.put("toBlock", hex(to));
    List<EvmLog> logs = logs(filter, addresses, Map.of());
    for (EvmLog log : logs) {
      if (log.height() < from || log.height() > to) {
        throw new RpcUnavailableException(
            "asked for the logs of blocks " + from + " to " + to + ", got one of " + log.height());
      }
    }
    return logs;
  }

  private static Map<String, Object> filter(Set<String> addresses, Set<String> topics) {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("address", addresses);
    filter.put("topics", List.of(topics));
    return filter;
  }

  private List<EvmLog> logs(
      Map<String, Object> filter, Set<String> addresses, Map<Long, Instant> knownTimes) {
    JsonNode answer = pool.call("eth_getLogs", filter);
    if (!answer.isArray()) {
      throw new RpcUnavailableException("eth_getLogs answers no list");
    }
    Map<Long, Instant> times = new HashMap<>(knownTimes);
    for (JsonNode log : answer) {
      JsonNode time = log.get("blockTimestamp");
      if (time != null && !time.isNull()) {
        times.putIfAbsent(height(log), Instant.ofEpochSecond(quantity(time).longValueExact()));
      }
    }
    readMissingTimes(answer, times);
    List<EvmLog> logs = new ArrayList<>();
    long lastHeight = -1;
    int lastIndex = -1;
    for (JsonNode node : answer) {
      EvmLog log = log(node, times);
      boolean inOrder =
          log.height() > lastHeight || (log.height() == lastHeight && log.logIndex() > lastIndex);
      if (!inOrder || node.path("removed").asBoolean(false)) {
        throw new RpcUnavailableException(
            "eth_getLogs answers logs out of order, twice or removed, at block " + log.height());
      }
      lastHeight = log.height();
      lastIndex = log.logIndex();
      if (addresses.contains(log.address()) && !log.topics().isEmpty()) {
        logs.add(log);
      }
    }
    return logs;
  }

  /** Nodes that leave out a log's {@code blockTimestamp} are asked for the block. */
  private void readMissingTimes(JsonNode logs, Map<Long, Instant> times) {
    List<Long> missing = new ArrayList<>();
    for (JsonNode log : logs) {
      long height = height(log);
      if (!times.containsKey(height) && !missing.contains(height)) {
        missing.add(height);
      }
    }
    List<RpcReply> replies =
        pool.batch(
            missing.stream()
                .map(height -> RpcCall.of("eth_getBlockByNumber", hex(height), false))
                .toList());
    for (int i = 0; i < missing.size(); i++) {
      long height = missing.get(i);
      BlockRef block =
          block(replies.get(i).orThrow("eth_getBlockByNumber"))
              .orElseThrow(
                  () -> new RpcUnavailableException("the node does not know block " + height));
      times.put(height, block.time());
    }
  }

  private static EvmLog log(JsonNode node, Map<Long, Instant> times) {
    List<String> topics = new ArrayList<>();
    node.path("topics").forEach(topic -> topics.add(topic.asText()));
    Instant time = times.get(height(node));
    if (time == null) {
      throw new IllegalStateException("no time for block " + height(node));
    }
    return new EvmLog(
        node.path("address").asText().toLowerCase(Locale.ROOT),
        topics,
        AbiWords.parse(node.path("data").asText()),
        height(node),
        node.path("blockHash").asText(),
        time,
        node.path("transactionHash").asText(),
        quantity(node.path("logIndex")).intValueExact());
  }

  private static long height(JsonNode log) {
    return quantity(log.path("blockNumber")).longValueExact();
  }

  /** What a pinned read gave. */
  sealed interface ViewReply {
    record Data(String hex) implements ViewReply {}

    record Reverted(String message) implements ViewReply {}

    /** The reply as a number; a refused balance is a failing node. */
    default BigInteger quantity() {
      return switch (this) {
        case Data data -> EvmRpc.parse(data.hex());
        case Reverted reverted -> throw new RpcUnavailableException(reverted.message());
      };
    }
  }

  List<ViewReply> views(List<RpcCall> calls) {
    List<ViewReply> replies = new ArrayList<>();
    for (RpcReply reply : pool.batch(calls)) {
      replies.add(
          switch (reply) {
            case RpcReply.Result result -> new ViewReply.Data(result.value().asText());
            case RpcReply.Failure failure when isRevert(failure) ->
                new ViewReply.Reverted(failure.message());
            case RpcReply.Failure failure ->
                throw new RpcUnavailableException("a pinned read failed: " + failure.message());
          });
    }
    return replies;
  }

  /** Whether the contract refused, rather than the node failed. */
  private static boolean isRevert(RpcReply.Failure failure) {
    String message = failure.message().toLowerCase(Locale.ROOT);
    return failure.code() == 3
        || message.contains("revert")
        || message.contains("invalid opcode")
        || message.contains("out of gas")
        || message.contains("stack underflow");
  }

  private static Optional<BlockRef> block(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new BlockRef(
            quantity(node.path("number")).longValueExact(),
            node.path("hash").asText(),
            node.path("parentHash").asText(),
            Instant.ofEpochSecond(quantity(node.path("timestamp")).longValueExact())));
  }

  private static BigInteger quantity(JsonNode node) {
    return parse(node.asText());
  }

  private static BigInteger parse(String hex) {
    if (!hex.matches("0x[0-9a-fA-F]+")) {
      throw new RpcUnavailableException("not a hex number: \"" + hex + "\"");
    }
    return new BigInteger(hex.substring(2), 16);
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
