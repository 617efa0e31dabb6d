package io.setoff.adapters.evm.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.adapters.evm.log.LogDecoder.Raw;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.ResultSink;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcTooLargeException;
import io.setoff.adapters.rpc.RpcUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the logs of a range in as few requests as the provider answers: halves the range down to
 * one block, then the topics, then the addresses, and at last takes the block's receipts. For one
 * fetch; not thread-safe.
 */
final class LogReader {
  static final Comparator<Raw> ORDER = LogReader::compare;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RpcSession session;
  private final RangeLimits limits;
  private final LogDecoder decoder = new LogDecoder();
  private final List<Raw> logs = new ArrayList<>();
  private int refusals;

  LogReader(RpcSession session, RangeLimits limits) {
    this.session = session;
    this.limits = limits;
  }

  private static int compare(Raw one, Raw other) {
    return one.height() == other.height()
        ? Integer.compare(one.logIndex(), other.logIndex())
        : Long.compare(one.height(), other.height());
  }

  int refusals() {
    return refusals;
  }

  /** What was read so far, as it came. */
  List<Raw> logs() {
    return logs;
  }

  /**
   * Reads a range, and asks {@code further} calls in the same request when it fits into one.
   *
   * @return the replies to {@code further}
   */
  List<RpcReply> read(long from, long to, LogFilter filter, List<RpcCall> further) {
    if (to - from < limits.of(session.provider())) {
      List<RpcCall> calls = new ArrayList<>(List.of(logsOf(from, to, filter)));
      calls.addAll(further);
      List<RpcReply> replies = request(calls, from, to);
      if (replies.get(0) instanceof RpcReply.Result) {
        limits.answered(session.provider(), to - from + 1);
        return replies.subList(1, replies.size());
      }
      refused((RpcReply.Failure) replies.get(0), from, to, filter);
    } else {
      inPieces(from, to, filter);
    }
    return session.batch(further);
  }

  private static RpcCall logsOf(long from, long to, LogFilter filter) {
    return RpcCall.of("eth_getLogs", filter.json("fromBlock", Hex.of(from), "toBlock", Hex.of(to)));
  }

  /** Asks; an answer that is cut off for its size is a refusal. */
  private List<RpcReply> request(List<RpcCall> calls, long from, long to) {
    int before = logs.size();
    try {
      return session.batch(calls, logsSink());
    } catch (RpcTooLargeException e) {
      logs.subList(before, logs.size()).clear();
      if (from == to) {
        throw e;
      }
      return List.of(new RpcReply.Failure(0, String.valueOf(e.getMessage())));
    }
  }

  private ResultSink logsSink() {
    return (call, parser) -> {
      if (call == 0) {
        logs.addAll(decoder.read(parser));
      }
      return call == 0;
    };
  }

  private void inPieces(long from, long to, LogFilter filter) {
    long start = from;
    while (start <= to) {
      long end = Math.min(to, start + limits.of(session.provider()) - 1);
      read(start, end, filter, List.of());
      start = end + 1;
    }
  }

  private void refused(RpcReply.Failure failure, long from, long to, LogFilter filter) {
    if (!LogRefusal.isTooMuch(failure)) {
      failure.orThrow("eth_getLogs");
    }
    refusals++;
    long blocks = to - from + 1;
    if (blocks > 1) {
      long half = blocks / 2;
      long suggested = LogRefusal.suggestedBlocks(failure).orElse(half);
      limits.refused(session.provider(), Math.min(suggested, half));
      inPieces(from, to, filter);
    } else if (filter.topics().size() > 1) {
      halves(filter.topics()).forEach(part -> read(from, to, filter.withTopics(part), List.of()));
    } else if (filter.addresses().size() > 1) {
      halves(filter.addresses())
          .forEach(part -> read(from, to, filter.withAddresses(part), List.of()));
    } else {
      logs.addAll(fromReceipts(Hex.of(from), failure));
    }
  }

  private static List<SortedSet<String>> halves(SortedSet<String> values) {
    List<String> list = List.copyOf(values);
    int half = list.size() / 2;
    return List.of(
        new TreeSet<>(list.subList(0, half)), new TreeSet<>(list.subList(half, list.size())));
  }

  /**
   * The logs of one block out of its receipts.
   *
   * @param block its height or hash, hex
   */
  private List<Raw> fromReceipts(String block, RpcReply.Failure refusal) {
    RpcReply reply = session.batch(List.of(RpcCall.of("eth_getBlockReceipts", block))).get(0);
    if (!(reply instanceof RpcReply.Result result) || !result.value().isArray()) {
      throw new RpcUnavailableException(
          "neither logs nor receipts of block " + block + ": " + refusal.message());
    }
    List<Raw> all = new ArrayList<>();
    for (JsonNode receipt : result.value()) {
      all.addAll(tree(receipt.path("logs")));
    }
    return all;
  }

  private List<Raw> tree(JsonNode node) {
    try (JsonParser tokens = JSON.treeAsTokens(node)) {
      tokens.nextToken();
      return decoder.read(tokens);
    } catch (IOException e) {
      throw new RpcUnavailableException("receipts cannot be read", e);
    }
  }

  /**
   * Reads the logs of blocks by hash.
   *
   * @return per block, in the order of {@code hashes}
   */
  List<List<Raw>> byHash(List<String> hashes, LogFilter filter) {
    List<List<Raw>> byBlock = new ArrayList<>();
    hashes.forEach(hash -> byBlock.add(new ArrayList<>()));
    List<RpcCall> calls =
        hashes.stream()
            .map(hash -> RpcCall.of("eth_getLogs", filter.json("blockHash", hash)))
            .toList();
    List<RpcReply> replies =
        session.batch(
            calls,
            (call, parser) -> {
              byBlock.get(call).addAll(decoder.read(parser));
              return true;
            });
    for (int i = 0; i < hashes.size(); i++) {
      if (replies.get(i) instanceof RpcReply.Failure failure) {
        if (!LogRefusal.isTooMuch(failure)) {
          failure.orThrow("eth_getLogs");
        }
        refusals++;
        byBlock.set(i, fromReceipts(hashes.get(i), failure));
      }
    }
    return byBlock;
  }
}
