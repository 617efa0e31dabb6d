package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.BlockRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that do not answer reads together, and answers that are none. */
class BundlesTest {
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final BlockRef BLOCK = new BlockRef(100, HASH, HASH, Instant.EPOCH);

  private static final List<RpcCall> READS =
      IntStream.range(0, 5)
          .mapToObj(i -> RpcCall.of("eth_getBalance", "0x%040x".formatted(i)))
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"result\":\"0x\"",
        "\"result\":\"0x12\"",
        "\"result\":\"0x123\"",
        "\"result\":null",
        "\"result\":{}",
        "\"result\":\"0x02000100\"",
        "\"result\":\"0x010021ff\"",
        "\"error\":{\"code\":-32602,\"message\":\"missing to\"}",
        "\"error\":{\"code\":-32000,\"message\":\"max initcode size exceeded\"}"
      })
  void aNodeThatMakesNoSuchCallIsAskedOneByOne(String bundle) {
    CallsNode node =
        new CallsNode(
            "node",
            call -> {
              if (CallsNode.isProbe(call)) {
                return CallsNode.error(-32_000, "unknown block");
              }
              return call.at("/params/0/data").isTextual()
                      && call.at("/params/0/to").isMissingNode()
                  ? bundle
                  : CallsNode.result("0x7");
            });
    try (RpcPool pool =
        RpcPool.over("bundles", List.of(node), RpcSettings.DEFAULT, InstantSource.system())) {
      EvmRpc rpc = new EvmRpc(pool);
      int before = 0;
      for (int i = 0; i < 5; i++) {
        before = node.requests();
        assertThat(rpc.views(BLOCK, READS))
            .hasSize(5)
            .allMatch(reply -> reply.quantity().intValueExact() == 7);
      }
      assertThat(node.requests() - before).as("it is not tried any more").isEqualTo(1);
    }
  }

  @Test
  void fewerAnswersThanReadsLeaveTheRestOpenAndMoreAreNone() {
    String one = "01000107";
    assertThat(ReadBundle.answers("0x" + one, 2)).contains(List.of(Optional.of("0x07")));
    assertThat(ReadBundle.answers("0x" + one + "000000", 2))
        .contains(List.of(Optional.of("0x07"), Optional.empty()));
    assertThat(ReadBundle.answers("0x" + one + one, 1)).isEmpty();
  }

  @Test
  void readsOfOtherKindsAndManyBytesAreKeptApart() {
    List<RpcCall> code = List.of(RpcCall.of("eth_getCode", "0x" + "00".repeat(20)));
    assertThat(new Bundles().requests("node", code)).isEqualTo(code);
    List<RpcCall> lengthy =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    RpcCall.of(
                        "eth_call",
                        Map.of("to", "0x%040x".formatted(i), "data", "0x" + "00".repeat(5_000))))
            .toList();
    assertThat(new Bundles().requests("node", lengthy)).hasSize(4);
  }
}
