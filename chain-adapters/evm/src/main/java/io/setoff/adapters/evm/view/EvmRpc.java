package io.setoff.adapters.evm.view;

import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.ChainId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The few calls about contracts and accounts that are needed, typed and checked. */
public final class EvmRpc implements ChainProbe {
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

    record Reverted(String message) implements ViewReply {}

    /** The reply as a number; a refused balance is a failing node. */
    default BigInteger quantity() {
      return switch (this) {
        case Data data -> Hex.quantity(data.hex());
        case Reverted reverted -> throw new RpcUnavailableException(reverted.message());
      };
    }
  }

  /** Reads pinned to a block, all with one provider; a provider that lacks the block is left. */
  List<ViewReply> views(List<RpcCall> calls) {
    return calls.isEmpty()
        ? List.of()
        : pool.onOne(
            session -> {
              List<ViewReply> replies = new ArrayList<>();
              session.batch(calls).forEach(reply -> replies.add(view(reply)));
              return replies;
            });
  }

  public static ViewReply view(RpcReply reply) {
    return switch (reply) {
      case RpcReply.Result result -> new ViewReply.Data(Hex.text(result.value()));
      case RpcReply.Failure failure when isRevert(failure) ->
          new ViewReply.Reverted(failure.message());
      case RpcReply.Failure failure ->
          throw new RpcUnavailableException("a pinned read failed: " + failure.message());
    };
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
}
