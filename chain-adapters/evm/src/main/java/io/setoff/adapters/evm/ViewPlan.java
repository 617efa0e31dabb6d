package io.setoff.adapters.evm;

import io.setoff.adapters.kernel.RowEditor;
import io.setoff.adapters.kernel.rpc.RpcCall;
import io.setoff.model.BlockRef;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads that a protocol needs at a block, with what to do with each answer. */
public final class ViewPlan {

  /** What a read answered. */
  public sealed interface Answer {
    /**
     * The call's return data.
     *
     * @param words at least as many as were asked for
     */
    record Ok(AbiWords words) implements Answer {}

    /**
     * The contract refused, or answered with too little.
     *
     * @param reason its words
     */
    record Refused(String reason) implements Answer {}
  }

  /** Puts an answer into rows. */
  public interface Handler {
    void answered(Answer answer, BlockRef block, RowEditor rows);
  }

  /** Puts a balance into rows. */
  public interface BalanceHandler {
    void answered(BigInteger wei, BlockRef block, RowEditor rows);
  }

  private sealed interface Read {
    record Call(EvmCall call, int words, Handler handler) implements Read {}

    record Balance(String address, BalanceHandler handler) implements Read {}
  }

  private final List<Read> reads = new ArrayList<>();

  /**
   * Calls a view.
   *
   * @param words how many words the answer has at least; fewer count as a refusal
   */
  public void call(EvmCall call, int words, Handler handler) {
    reads.add(new Read.Call(call, words, handler));
  }

  /** Reads an account's balance in wei. */
  public void balance(String address, BalanceHandler handler) {
    reads.add(new Read.Balance(address, handler));
  }

  boolean isEmpty() {
    return reads.isEmpty();
  }

  /** Asks for everything at the block, and hands out the answers in order. */
  void run(EvmRpc rpc, BlockRef block, RowEditor rows) {
    Map<String, String> at = Map.of("blockHash", block.hash());
    List<RpcCall> calls = new ArrayList<>();
    for (Read read : reads) {
      calls.add(
          switch (read) {
            case Read.Call(EvmCall call, int _, Handler _) ->
                RpcCall.of("eth_call", Map.of("to", call.to(), "data", call.data()), at);
            case Read.Balance(String address, BalanceHandler _) ->
                RpcCall.of("eth_getBalance", address, at);
          });
    }
    List<EvmRpc.ViewReply> replies = rpc.views(calls);
    for (int i = 0; i < replies.size(); i++) {
      switch (reads.get(i)) {
        case Read.Call call ->
            call.handler().answered(answer(replies.get(i), call.words()), block, rows);
        case Read.Balance balance ->
            balance.handler().answered(replies.get(i).quantity(), block, rows);
      }
    }
  }

  private static Answer answer(EvmRpc.ViewReply reply, int words) {
    return switch (reply) {
      case EvmRpc.ViewReply.Reverted reverted -> new Answer.Refused(reverted.message());
      case EvmRpc.ViewReply.Data data -> {
        AbiWords answer = AbiWords.parse(data.hex());
        yield answer.size() >= words
            ? new Answer.Ok(answer)
            : new Answer.Refused("answered " + answer.size() + " words instead of " + words);
      }
    };
  }
}
