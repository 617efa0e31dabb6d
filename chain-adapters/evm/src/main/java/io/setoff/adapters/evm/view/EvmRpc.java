package io.setoff.adapters.evm.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.proof.HeaderCheck;
import io.setoff.adapters.evm.proof.HeaderHash;
import io.setoff.adapters.evm.proof.OwnForm;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcTooLargeException;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The few calls about contracts and accounts that are needed, typed and checked. */
public final class EvmRpc implements ChainProbe {
  private static final String NOBODY = "0x" + "00".repeat(20);

  /** A node that is still at work on its newest state is not one that has dropped it. */
  private static final long LEAST_DEPTH = 2;

  private final RpcPool pool;
  private final PinnedReads reads;

  public EvmRpc(RpcPool pool) {
    this(pool, PinnedReads.alone());
  }

  /** The same, sharing what is known of how providers are asked. */
  public EvmRpc(RpcPool pool, PinnedReads reads) {
    this.pool = pool;
    this.reads = reads;
  }

  @Override
  public ChainId chain() {
    long number = Hex.longQuantity(pool.call("eth_chainId"));
    if (number < 1) {
      throw new RpcUnavailableException(
          "a node answers chain id " + number + ", which no chain has");
    }
    return ChainId.evm(number);
  }

  @Override
  public boolean hasCode(String address) {
    return !pool.call("eth_getCode", address, "latest").asText().equals("0x");
  }

  @Override
  public Optional<Boolean> hadCode(String address, long height) {
    RpcReply reply = pool.batch(List.of(RpcCall.of("eth_getCode", address, Hex.of(height)))).get(0);
    return switch (reply) {
      case RpcReply.Result result -> Optional.of(!result.value().asText().equals("0x"));
      case RpcReply.Failure _ -> Optional.empty();
    };
  }

  @Override
  public Optional<String> whyUnproved(ChainId chain) {
    if (OwnForm.of(chain).isPresent()) {
      return Optional.empty();
    }
    List<HeaderCheck> checks = new ArrayList<>();
    for (RpcPool.Answer<JsonNode> answer :
        pool.onAll(session -> session.call("eth_getBlockByNumber", "latest", false))) {
      answer.value().filter(JsonNode::isObject).map(HeaderHash::check).ifPresent(checks::add);
    }
    return !checks.isEmpty() && checks.stream().allMatch(HeaderCheck.False.class::isInstance)
        ? Optional.of("the newest header does not hash to its hash, at any node")
        : Optional.empty();
  }

  /** What a pinned read gave. */
  public sealed interface ViewReply {
    record Data(String hex) implements ViewReply {}

    record Reverted(String message) implements ViewReply {}

    /** The reply as a number; a refused balance is a failing node. */
    default BigInteger quantity() {
      return switch (this) {
        case Data data -> Hex.quantity(data.hex());
        case Reverted reverted -> throw new RpcUnavailableException(reverted.message());
      };
    }
  }

  /**
   * Reads pinned to a block, all with one provider; a provider that lacks the block is left.
   *
   * @param calls without the block
   */
  List<ViewReply> views(BlockRef block, List<RpcCall> calls) {
    return calls.isEmpty() ? List.of() : pool.onOne(session -> inParts(session, block, calls));
  }

  /** A contract whose answer is too long costs its own read alone. */
  private List<ViewReply> inParts(RpcSession session, BlockRef block, List<RpcCall> calls) {
    try {
      return reads.read(session, block, calls);
    } catch (RpcTooLargeException e) {
      if (calls.size() == 1) {
        return List.of(new ViewReply.Reverted(String.valueOf(e.getMessage())));
      }
      int half = calls.size() / 2;
      List<ViewReply> replies = new ArrayList<>(inParts(session, block, calls.subList(0, half)));
      replies.addAll(inParts(session, block, calls.subList(half, calls.size())));
      return replies;
    }
  }

  /** Reads at the newest block, where it does not matter which that is; calls lack the block. */
  public static List<ViewReply> newest(RpcSession session, List<RpcCall> calls) {
    List<RpcCall> latest = calls.stream().map(call -> call.with("latest")).toList();
    return session.batch(latest).stream()
        .<ViewReply>map(
            reply ->
                switch (reply) {
                  case RpcReply.Result result -> new ViewReply.Data(Hex.text(result.value()));
                  case RpcReply.Failure failure -> new ViewReply.Reverted(failure.message());
                })
        .toList();
  }

  /**
   * Whether providers know a block below their head and have dropped its state: full nodes keep
   * that of some hundred blocks. False when one has it, or none can tell.
   */
  public boolean hasDroppedState(BlockRef block) {
    List<RpcPool.Answer<Boolean>> answers = pool.onAll(session -> hasDropped(session, block));
    return answers.stream().anyMatch(answer -> answer.value().equals(Optional.of(true)))
        && answers.stream().noneMatch(answer -> answer.value().equals(Optional.of(false)));
  }

  private boolean hasDropped(RpcSession session, BlockRef block) {
    List<RpcReply> now =
        session.batch(
            List.of(
                RpcCall.of("eth_blockNumber"),
                RpcCall.of("eth_getBlockByHash", block.hash(), false),
                RpcCall.of("eth_getBalance", NOBODY, "latest")));
    long head = Hex.longQuantity(now.get(0).orThrow("eth_blockNumber"));
    now.get(2).orThrow("eth_getBalance");
    if (!now.get(1).orThrow("eth_getBlockByHash").isObject()
        || head - block.height() < LEAST_DEPTH) {
      throw new RpcUnavailableException("the node is not past block " + block);
    }
    List<RpcCall> balance = List.of(RpcCall.of("eth_getBalance", NOBODY));
    return reads.ask(session, block, balance).getFirst() instanceof RpcReply.Failure;
  }
}
