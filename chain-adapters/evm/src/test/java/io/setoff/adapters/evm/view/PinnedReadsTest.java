package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.view.EvmRpc.ViewReply;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault a failed read is, and nodes that know no blocks by hash in calls. */
class PinnedReadsTest {
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final BlockRef BLOCK =
      new BlockRef(100, HASH, "0x" + "aa".repeat(32), Instant.EPOCH);
  private static final RpcCall GOOD =
      RpcCall.of("eth_call", Map.of("to", "0x" + "11".repeat(20), "data", "0x"));
  private static final RpcCall BAD =
      RpcCall.of("eth_call", Map.of("to", "0x" + "22".repeat(20), "data", "0x"));

  private static RpcPool pool(CallsNode... nodes) {
    return RpcPool.over("reads", List.of(nodes), RpcSettings.DEFAULT, InstantSource.system());
  }

  /** A node whose call to one contract fails; everything else is well. */
  private static CallsNode withOneBadContract(String error) {
    return new CallsNode(
        "node",
        call -> {
          if (CallsNode.isProbe(call)) {
            return CallsNode.error(-32_000, "unknown block");
          }
          return call.toString().contains("2222") ? error : CallsNode.result("0x12");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "3, execution reverted",
    "-32000, execution reverted",
    "-32000, out of gas",
    "-32603, EVM error OutOfGas",
    "-32015, VM execution error.",
    "-32000, invalid opcode: INVALID",
    "-32000, какое-то слово"
  })
  void whatFailsBesideReadsThatDoNotFailsByItsContract(int code, String words) {
    try (RpcPool pool = pool(withOneBadContract(CallsNode.error(code, words)))) {
      assertThat(new EvmRpc(pool).views(BLOCK, List.of(GOOD, BAD, GOOD)))
          .containsExactly(
              new ViewReply.Data("0x12"),
              new ViewReply.Reverted(words),
              new ViewReply.Data("0x12"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-32601, the method eth_call does not exist",
    "-32602, invalid argument",
    "-32005, limit exceeded"
  })
  void aRequestThatTheNodeDoesNotTakeIsNoFaultOfTheContract(int code, String words) {
    try (RpcPool pool = pool(withOneBadContract(CallsNode.error(code, words)))) {
      assertThatThrownBy(() -> new EvmRpc(pool).views(BLOCK, List.of(GOOD, BAD)))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining(words);
    }
  }

  @Test
  void aNodeWithoutTheStateFailsWhateverItSays() {
    CallsNode pruned =
        new CallsNode("pruned", call -> CallsNode.error(-32_000, "execution reverted: no state"));
    try (RpcPool pool = pool(pruned)) {
      assertThatThrownBy(() -> new EvmRpc(pool).views(BLOCK, List.of(GOOD)))
          .isInstanceOf(RpcUnavailableException.class);
    }
  }

  @Test
  void aFailureThatDoesNotComeAgainIsNone() {
    AtomicInteger bad = new AtomicInteger();
    CallsNode flickers =
        new CallsNode(
            "node",
            call -> {
              if (CallsNode.isProbe(call)) {
                return CallsNode.error(-32_000, "unknown block");
              }
              return call.toString().contains("2222") && bad.getAndIncrement() == 0
                  ? CallsNode.error(-32_000, "internal error")
                  : CallsNode.result("0x12");
            });
    try (RpcPool pool = pool(flickers)) {
      assertThat(new EvmRpc(pool).views(BLOCK, List.of(BAD)))
          .containsExactly(new ViewReply.Data("0x12"));
    }
  }

  /** A chain at block 100, asked by number; blocks by hash go as a rule says. */
  private static CallsNode byNumber(Function<JsonNode, String> byHash, String... hashes) {
    AtomicInteger looks = new AtomicInteger();
    return new CallsNode(
        "node",
        call -> {
          String method = call.path("method").asText();
          if (method.equals("eth_getBlockByNumber")) {
            String hash = hashes[Math.min(looks.getAndIncrement(), hashes.length - 1)];
            return "\"result\":{\"hash\":\"" + hash + "\"}";
          }
          return call.at("/params/1").isObject() ? byHash.apply(call) : CallsNode.result("0x64");
        });
  }

  @Test
  void aNodeThatIgnoresTheHashIsAskedByNumberBetweenTwoLooksAtIt() {
    CallsNode ignoring = byNumber(call -> CallsNode.result("0xbad0"), HASH);
    try (RpcPool pool = pool(ignoring)) {
      EvmRpc rpc = new EvmRpc(pool);
      assertThat(rpc.views(BLOCK, List.of(GOOD))).containsExactly(new ViewReply.Data("0x64"));
      ignoring.calls().clear();
      assertThat(rpc.views(BLOCK, List.of(GOOD))).containsExactly(new ViewReply.Data("0x64"));
      assertThat(ignoring.calls())
          .extracting(call -> call.path("method").asText())
          .containsExactly("eth_getBlockByNumber", "eth_call", "eth_getBlockByNumber");
      assertThat(ignoring.calls().get(1).at("/params/1").asText()).isEqualTo("0x64");
    }
  }

  @Test
  void soIsOneThatRefusesTheHash() {
    CallsNode refusing = byNumber(call -> CallsNode.error(-32_602, "not a block number"), HASH);
    try (RpcPool pool = pool(refusing)) {
      assertThat(new EvmRpc(pool).views(BLOCK, List.of(GOOD)))
          .containsExactly(new ViewReply.Data("0x64"));
    }
  }

  @Test
  void aBlockThatChangesMeanwhileIsNoAnswer() {
    String other = "0x" + "cd".repeat(32);
    try (RpcPool before = pool(byNumber(call -> CallsNode.result("0x1"), other));
        RpcPool after = pool(byNumber(call -> CallsNode.result("0x1"), HASH, other))) {
      for (RpcPool pool : List.of(before, after)) {
        assertThatThrownBy(() -> new EvmRpc(pool).views(BLOCK, List.of(GOOD)))
            .isInstanceOf(RpcUnavailableException.class)
            .hasMessageContaining("another block than");
      }
    }
  }

  @Test
  void aStateThatIsDroppedIsToldFromABlockThatIsNotThere() {
    Function<JsonNode, String> others =
        call ->
            switch (call.path("method").asText()) {
              case "eth_blockNumber" -> CallsNode.result("0x2bc");
              case "eth_getBlockByHash" ->
                  call.at("/params/0").asText().equals(HASH)
                      ? "\"result\":{\"hash\":\"" + HASH + "\"}"
                      : "\"result\":null";
              default ->
                  call.at("/params/1").asText().equals("latest")
                      ? CallsNode.result("0x0")
                      : CallsNode.error(-32_000, "missing trie node");
            };
    BlockRef unknown = new BlockRef(100, "0x" + "cd".repeat(32), HASH, Instant.EPOCH);
    BlockRef newest = new BlockRef(700, HASH, HASH, Instant.EPOCH);
    try (RpcPool pool = pool(new CallsNode("pruned", others))) {
      EvmRpc rpc = new EvmRpc(pool);
      assertThat(rpc.hasDroppedState(BLOCK)).isTrue();
      assertThat(rpc.hasDroppedState(unknown)).isFalse();
      assertThat(rpc.hasDroppedState(newest)).isFalse();
    }
    try (RpcPool pool =
        pool(
            new CallsNode("pruned", others),
            new CallsNode(
                "archive",
                call ->
                    call.at("/params/1").isObject() && !CallsNode.isProbe(call)
                        ? CallsNode.result("0x0")
                        : others.apply(call)))) {
      assertThat(new EvmRpc(pool).hasDroppedState(BLOCK)).as("another has it").isFalse();
    }
  }
}
