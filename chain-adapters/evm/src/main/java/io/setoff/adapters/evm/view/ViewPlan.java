package io.setoff.adapters.evm.view;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.model.BlockRef;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads that protocols need at one block, and the rows that the answers go to. */
public final class ViewPlan {

  /** Makes row words of an answer; empty when the answer says that it is too early to ask. */
  public interface Parser extends Function<AbiWords, Optional<List<BigInteger>>> {}

  /** What becomes of one reply. */
  private interface Handler {
    void replied(EvmRpc.ViewReply reply, RowEditor rows);
  }

  /** A read, and what becomes of its rows where the block's state is not to be had. */
  private record Read(RpcCall call, Handler handler, Consumer<RowEditor> skipped) {}

  private static final System.Logger LOG = System.getLogger(ViewPlan.class.getName());

  /** A hundred times what a view of one value takes; memory of half a megabyte costs more. */
  private static final String LITTLE_GAS = Hex.of(500_000);

  private final BlockRef block;
  private final List<Read> reads = new ArrayList<>();

  /** A plan of reads pinned to {@code block}. */
  public ViewPlan(BlockRef block) {
    this.block = block;
  }

  /**
   * Reads a view into a row; a refusal keeps the row and marks it as failed.
   *
   * @param words how many words the answer has at least; fewer count as a refusal
   */
  public void refresh(RowKey key, EvmCall call, int words, Parser parser) {
    reads.add(
        new Read(
            ethCall(call),
            (reply, rows) -> {
              Optional<List<BigInteger>> parsed = parsed(reply, words, parser);
              parsed.ifPresentOrElse(
                  value -> Readings.put(rows, key, value, block),
                  () -> Readings.failed(rows, key, block));
            },
            rows -> Readings.failed(rows, key, block)));
  }

  /**
   * Reads a view once: not when the row is there, and after a refusal later and later. A contract
   * that {@code parser} finds not ready is asked again at the next block. Anybody may have made the
   * contract, so that the call has little gas.
   *
   * @param words how many words the answer has at least; fewer count as a refusal
   */
  public void discover(Rows rows, RowKey key, EvmCall call, int words, Parser parser) {
    if (!Readings.isDue(rows, key, block)) {
      return;
    }
    reads.add(
        new Read(
            boundedCall(call),
            (reply, editor) -> {
              Optional<AbiWords> answer = answer(reply, words);
              if (answer.isPresent()) {
                answer.flatMap(parser).ifPresent(value -> Readings.put(editor, key, value, block));
              } else {
                Readings.failed(editor, key, block);
              }
            },
            editor -> {}));
  }

  /**
   * Reads what {@code holder} has at {@code contract} into a row, in place of what was folded; the
   * contract is not in doubt for the holder then. See {@link #refresh}.
   */
  public void reread(
      RowKey key, EvmCall call, int words, Parser parser, String contract, String holder) {
    reads.add(
        new Read(
            ethCall(call),
            (reply, rows) -> {
              Optional<List<BigInteger>> parsed = parsed(reply, words, parser);
              if (parsed.isPresent()) {
                Readings.put(rows, key, parsed.get(), block);
                Doubts.settle(rows, contract, holder, block);
              } else {
                Readings.failed(rows, key, block);
              }
            },
            rows -> Readings.failed(rows, key, block)));
  }

  /**
   * Asks a contract once what it is; that it refuses is an answer, too.
   *
   * @param parser of the answer; of an empty one when the contract refuses
   */
  public void ask(
      Rows rows, RowKey key, EvmCall call, Function<Optional<AbiWords>, List<BigInteger>> parser) {
    if (!Readings.isDue(rows, key, block)) {
      return;
    }
    reads.add(
        new Read(
            boundedCall(call),
            (reply, editor) -> {
              if (isNothing(reply)) {
                Readings.failed(editor, key, block);
              } else {
                Readings.put(editor, key, parser.apply(answer(reply, 1)), block);
              }
            },
            _ -> {}));
  }

  /** Whether there is a contract at an address: 1 or 0. */
  public void code(RowKey key, String address) {
    reads.add(
        new Read(
            RpcCall.of("eth_getCode", address),
            (reply, rows) -> {
              if (reply instanceof EvmRpc.ViewReply.Data data) {
                BigInteger has = data.hex().equals("0x") ? BigInteger.ZERO : BigInteger.ONE;
                Readings.put(rows, key, List.of(has), block);
              } else {
                Readings.failed(rows, key, block);
              }
            },
            _ -> {}));
  }

  /**
   * Reads a view for a handler of its own.
   *
   * @param words how many words the answer has at least; fewer count as a refusal
   * @param taker gets the answer, empty for a refusal
   */
  public void ask(EvmCall call, int words, BiConsumer<Optional<AbiWords>, RowEditor> taker) {
    reads.add(
        new Read(
            ethCall(call),
            (reply, rows) -> taker.accept(answer(reply, words), rows),
            rows -> taker.accept(Optional.empty(), rows)));
  }

  /** The block that everything is read at. */
  public BlockRef block() {
    return block;
  }

  /** Reads an account's balance in wei into a row. */
  public void balance(RowKey key, String address) {
    reads.add(
        new Read(
            RpcCall.of("eth_getBalance", address),
            (reply, rows) -> Readings.put(rows, key, List.of(reply.quantity()), block),
            rows -> Readings.failed(rows, key, block)));
  }

  private RpcCall ethCall(EvmCall call) {
    return RpcCall.of("eth_call", Map.of("to", call.to(), "data", call.data()));
  }

  /** A call that cannot keep a node busy, nor make its answer long. */
  private RpcCall boundedCall(EvmCall call) {
    return RpcCall.of("eth_call", Map.of("to", call.to(), "data", call.data(), "gas", LITTLE_GAS));
  }

  /** An answer that is out of all bounds is none. */
  private static Optional<List<BigInteger>> parsed(
      EvmRpc.ViewReply reply, int words, Parser parser) {
    try {
      return answer(reply, words).flatMap(parser);
    } catch (ArithmeticException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "an answer of a contract cannot be understood", e);
      return Optional.empty();
    }
  }

  private static Optional<AbiWords> answer(EvmRpc.ViewReply reply, int words) {
    return switch (reply) {
      case EvmRpc.ViewReply.Reverted _ -> Optional.empty();
      case EvmRpc.ViewReply.Data data ->
          Optional.of(AbiWords.parse(data.hex())).filter(answer -> answer.size() >= words);
    };
  }

  /** An address without code answers nothing. */
  private static boolean isNothing(EvmRpc.ViewReply reply) {
    return reply instanceof EvmRpc.ViewReply.Data data && data.hex().equals("0x");
  }

  public boolean isEmpty() {
    return reads.isEmpty();
  }

  /** Everything that is asked for, without the block. */
  public List<RpcCall> calls() {
    return reads.stream().map(Read::call).toList();
  }

  /** Asks for everything, and puts the answers into rows in the order of the plan. */
  public void run(EvmRpc rpc, RowEditor rows) {
    List<EvmRpc.ViewReply> replies = rpc.views(block, calls());
    for (int i = 0; i < replies.size(); i++) {
      try {
        reads.get(i).handler().replied(replies.get(i), rows);
      } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
        LOG.log(
            System.Logger.Level.ERROR,
            "the answer of %s at block %d cannot be understood"
                .formatted(reads.get(i).call(), block.height()),
            e);
      }
    }
  }

  /** Asks for nothing: what would be read stays as it was, marked as not read at this block. */
  public void skip(RowEditor rows) {
    reads.forEach(read -> read.skipped().accept(rows));
  }
}
