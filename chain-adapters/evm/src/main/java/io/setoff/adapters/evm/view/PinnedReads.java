package io.setoff.adapters.evm.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.head.ReadAhead;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads at one block of one provider. A block is named by its hash (EIP-1898); a provider that was
 * seen to refuse that, or to answer for any other block instead, is asked by number between two
 * looks at the hash of that number. Thread-safe.
 */
public final class PinnedReads {
  /** No block has it. */
  static final String NO_BLOCK = "0x" + "00".repeat(31) + "01";

  private static final String NOBODY = "0x" + "00".repeat(20);

  /** By EIP-1474: a call that reverts. */
  private static final int REVERTED = 3;

  /** What is wrong with the request or the provider's limits, not with the contract. */
  private static final Set<Integer> OF_THE_NODE =
      Set.of(-32_700, -32_600, -32_601, -32_602, -32_001, -32_002, -32_004, -32_005);

  private static final System.Logger LOG = System.getLogger(PinnedReads.class.getName());

  private enum Pin {
    HASH,
    NUMBER
  }

  private final Map<String, Pin> pins = new ConcurrentHashMap<>();
  private final ReadAhead ahead;
  private final Bundles bundles;

  /**
   * Knows no provider yet.
   *
   * @param ahead may have been answered already
   * @param bundles which reads are asked together
   */
  public PinnedReads(ReadAhead ahead, Bundles bundles) {
    this.ahead = ahead;
    this.bundles = bundles;
  }

  /** Reads nothing ahead. */
  public static PinnedReads alone() {
    Bundles bundles = new Bundles();
    return new PinnedReads(new ReadAhead(bundles::requests), bundles);
  }

  /**
   * Reads in order of the calls, which lack the block as their last parameter.
   *
   * @throws RpcUnavailableException when the node fails, not a contract
   */
  public List<EvmRpc.ViewReply> read(RpcSession session, BlockRef block, List<RpcCall> calls) {
    List<RpcReply> replies = new ArrayList<>(together(session, block, calls));
    List<Integer> doubtful = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i) instanceof RpcReply.Failure failure && failure.code() != REVERTED) {
        doubtful.add(i);
      }
    }
    if (!doubtful.isEmpty()) {
      askAgain(session, block, calls, replies, doubtful);
    }
    List<EvmRpc.ViewReply> views = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      views.add(view(calls.get(i), replies.get(i)));
    }
    return views;
  }

  /** In order of the calls; what a bundle leaves open is asked alone. */
  private List<RpcReply> together(RpcSession session, BlockRef block, List<RpcCall> calls) {
    String provider = session.provider();
    List<Bundles.Part> parts = bundles.parts(provider, calls);
    List<RpcReply> replies =
        ask(session, block, parts.stream().map(Bundles.Part::request).toList());
    Map<RpcCall, RpcReply> known = new HashMap<>();
    boolean opened = true;
    for (int i = 0; i < parts.size(); i++) {
      opened &= bundles.open(provider, parts.get(i), replies.get(i), known);
    }
    List<RpcCall> open =
        calls.stream().distinct().filter(call -> !known.containsKey(call)).toList();
    if (!open.isEmpty()) {
      List<RpcReply> alone = ask(session, block, open);
      for (int i = 0; i < open.size(); i++) {
        bundles.alone(open.get(i), alone.get(i), known);
      }
      if (!opened && alone.stream().anyMatch(RpcReply.Result.class::isInstance)) {
        bundles.refused(provider);
      }
    }
    return calls.stream().map(call -> Objects.requireNonNull(known.get(call))).toList();
  }

  /**
   * Words and codes of a contract that fails differ from node to node: beside a read that no
   * contract can make fail, what fails twice fails by its contract.
   */
  private void askAgain(
      RpcSession session,
      BlockRef block,
      List<RpcCall> calls,
      List<RpcReply> replies,
      List<Integer> doubtful) {
    List<RpcCall> again = new ArrayList<>(List.of(RpcCall.of("eth_getBalance", NOBODY)));
    doubtful.forEach(i -> again.add(calls.get(i)));
    List<RpcReply> second = ask(session, block, again);
    if (second.getFirst() instanceof RpcReply.Failure failure) {
      throw failed(failure);
    }
    for (int i = 0; i < doubtful.size(); i++) {
      replies.set(doubtful.get(i), second.get(i + 1));
    }
  }

  private static EvmRpc.ViewReply view(RpcCall call, RpcReply reply) {
    return switch (reply) {
      case RpcReply.Result result -> new EvmRpc.ViewReply.Data(Hex.text(result.value()));
      case RpcReply.Failure failure
          when OF_THE_NODE.contains(failure.code()) || !call.method().equals("eth_call") ->
          throw failed(failure);
      case RpcReply.Failure failure -> new EvmRpc.ViewReply.Reverted(failure.message());
    };
  }

  private static RpcUnavailableException failed(RpcReply.Failure failure) {
    return new RpcUnavailableException(
        "a pinned read failed: " + failure.message() + " (code " + failure.code() + ")");
  }

  /** Raw replies at the block, in order of the calls. */
  public List<RpcReply> ask(RpcSession session, BlockRef block, List<RpcCall> calls) {
    if (pin(session, block) == Pin.HASH) {
      return ahead.replies(
          session, calls.stream().map(call -> ReadAhead.at(block.hash(), call)).toList());
    }
    RpcCall look = RpcCall.of("eth_getBlockByNumber", Hex.of(block.height()), false);
    List<RpcCall> between = new ArrayList<>(List.of(look));
    calls.forEach(call -> between.add(call.with(Hex.of(block.height()))));
    between.add(look);
    List<RpcReply> replies = session.batch(between);
    requireHash(block, replies.getFirst());
    requireHash(block, replies.getLast());
    return replies.subList(1, replies.size() - 1);
  }

  private static void requireHash(BlockRef block, RpcReply header) {
    JsonNode hash = header.orThrow("eth_getBlockByNumber").path("hash");
    if (!hash.isTextual() || !Hex.hash(hash).equals(block.hash())) {
      throw new RpcUnavailableException("the node has another block than " + block);
    }
  }

  private Pin pin(RpcSession session, BlockRef block) {
    Pin known = pins.get(session.provider());
    if (known != null) {
      return known;
    }
    RpcCall call = RpcCall.of("eth_call", Map.of("to", NOBODY, "data", "0x"));
    List<RpcReply> replies =
        session.batch(
            List.of(
                ReadAhead.at(NO_BLOCK, call),
                ReadAhead.at(block.hash(), call),
                call.with(Hex.of(block.height()))));
    boolean ignored = replies.get(0) instanceof RpcReply.Result;
    boolean works = replies.get(1) instanceof RpcReply.Result;
    boolean byNumber = replies.get(2) instanceof RpcReply.Result;
    if (ignored || (!works && byNumber)) {
      pins.put(session.provider(), Pin.NUMBER);
      LOG.log(
          System.Logger.Level.WARNING,
          "%s %s a block's hash in eth_call: it is asked by number, and the hash compared before and after"
              .formatted(session.provider(), ignored ? "ignores" : "refuses"));
      return Pin.NUMBER;
    }
    if (works) {
      pins.put(session.provider(), Pin.HASH);
      ahead.trust(session.provider());
    }
    return Pin.HASH;
  }
}
