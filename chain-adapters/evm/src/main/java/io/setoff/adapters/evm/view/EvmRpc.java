package io.setoff.adapters.evm.view;

import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcTooLargeException;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.ChainId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The few calls about contracts and accounts that are needed, typed and checked. */
public final class EvmRpc implements ChainProbe {
  /** Code of JSON-RPC for a call that the contract reverts. */
  private static final int REVERTED = 3;

  private static final int CALLS_AT_ONCE = 100;
  private static final String NOBODY = "0x" + "0".repeat(40);

  private final RpcPool pool;

  public EvmRpc(RpcPool pool) {
    this.pool = pool;
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

  /** What a pinned read gave. */
  public sealed interface ViewReply {
    record Data(String hex) implements ViewReply {}

    /**
     * The contract refuses.
     *
     * @param certain whether the node says so by the code that is for it
     */
    record Reverted(String message, boolean certain) implements ViewReply {}

    /** The reply as a number; a refused balance is a failing node. */
    default BigInteger quantity() {
      return switch (this) {
        case Data data -> Hex.quantity(data.hex());
        case Reverted reverted -> throw new RpcUnavailableException(reverted.message());
      };
    }
  }

  /**
   * Reads pinned to a block, all with one provider; a provider that lacks the block is left. A
   * failure of one read is that read's own when the same provider, asked in the same breath,
   * answers for the block, and no other provider answers the read: then the contract refuses, in
   * whatever words the provider says so.
   */
  List<ViewReply> views(List<RpcCall> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<ViewReply> replies = new ArrayList<>(pool.onOne(session -> views(session, calls)));
    List<Integer> doubtful = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i) instanceof ViewReply.Reverted reverted && !reverted.certain()) {
        doubtful.add(i);
      }
    }
    if (!doubtful.isEmpty() && pool.size() > 1) {
      List<RpcCall> again = doubtful.stream().map(calls::get).toList();
      for (RpcPool.Answer<List<ViewReply>> answer : pool.onAll(session -> views(session, again))) {
        answer.value().ifPresent(others -> keepAnswers(others, doubtful, replies));
      }
    }
    return replies;
  }

  private static void keepAnswers(
      List<ViewReply> others, List<Integer> at, List<ViewReply> replies) {
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i) instanceof ViewReply.Data
          && replies.get(at.get(i)) instanceof ViewReply.Reverted) {
        replies.set(at.get(i), others.get(i));
      }
    }
  }

  /** The same, with a provider that is chosen already. */
  public static List<ViewReply> views(RpcSession session, List<RpcCall> calls) {
    List<ViewReply> replies = new ArrayList<>();
    for (int start = 0; start < calls.size(); start += CALLS_AT_ONCE) {
      replies.addAll(
          some(session, calls.subList(start, Math.min(calls.size(), start + CALLS_AT_ONCE))));
    }
    return replies;
  }

  private static List<ViewReply> some(RpcSession session, List<RpcCall> calls) {
    List<RpcReply> replies;
    try {
      replies = session.batch(calls);
    } catch (RpcTooLargeException e) {
      return calls.size() == 1
          ? List.of(new ViewReply.Reverted(String.valueOf(e.getMessage()), false))
          : halves(session, calls);
    }
    List<ViewReply> views = new ArrayList<>();
    boolean held = false;
    for (int i = 0; i < calls.size(); i++) {
      switch (replies.get(i)) {
        case RpcReply.Result result -> views.add(new ViewReply.Data(Hex.text(result.value())));
        case RpcReply.Failure failure -> {
          if (failure.code() != REVERTED && !held) {
            requireBlock(session, calls.get(i), failure);
            held = true;
          }
          views.add(new ViewReply.Reverted(failure.message(), failure.code() == REVERTED));
        }
      }
    }
    return views;
  }

  private static List<ViewReply> halves(RpcSession session, List<RpcCall> calls) {
    int half = calls.size() / 2;
    List<ViewReply> replies = new ArrayList<>(some(session, calls.subList(0, half)));
    replies.addAll(some(session, calls.subList(half, calls.size())));
    return replies;
  }

  /** Asks for what every node that holds the block's state can tell. */
  private static void requireBlock(RpcSession session, RpcCall call, RpcReply.Failure failure) {
    Object at = call.params().getLast();
    RpcCall control = RpcCall.of("eth_getBalance", NOBODY, at);
    if (call.method().equals(control.method())
        || session.batch(List.of(control)).get(0) instanceof RpcReply.Failure) {
      throw new RpcUnavailableException("a pinned read failed: " + failure.message());
    }
  }
}
