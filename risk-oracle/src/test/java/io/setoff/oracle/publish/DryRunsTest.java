package io.setoff.oracle.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.publish.ChainPort.DryRun;
import io.setoff.oracle.publish.WriteKey.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that know no {@code eth_simulateV1}. */
class DryRunsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WRITE_DATA = "0xfeed";
  private static final Write WRITE =
      new Write(
          new WriteKey(Bytes32.of(BigInteger.ONE), 7, Part.COMMIT, 7),
          WRITE_DATA,
          Write.State.QUEUED,
          "");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private String answer = "\"result\":\"0x%064x\"".formatted(1);
  private long head = 6;

  private final class Node implements RpcTransport {
    @Override
    public String name() {
      return "node";
    }

    @Override
    public InputStream post(byte[] body) {
      try {
        JsonNode call = JSON.readTree(body);
        String method = call.path("method").asText();
        asked.add(method);
        String member =
            switch (method) {
              case "eth_call" ->
                  call.at("/params/0/input").asText().equals(WRITE_DATA)
                      ? answer
                      : "\"result\":\"0x%064x\"".formatted(head);
              case "eth_estimateGas" -> "\"result\":\"0x5208\"";
              default -> "\"error\":{\"code\":-32601,\"message\":\"no such method\"}";
            };
        ObjectNode reply = (ObjectNode) JSON.readTree("{" + member + "}");
        reply.set("id", call.path("id"));
        return new ByteArrayInputStream(reply.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private DryRun run(BigInteger gasCap) {
    RpcPool pool =
        RpcPool.over(
            "1", List.of(new Node(), new Node()), RpcSettings.DEFAULT, InstantSource.system());
    try (NodeQuorum nodes = new NodeQuorum(pool, 2)) {
      DryRuns runs = new DryRuns(nodes, "0x" + "11".repeat(20), "0x" + "22".repeat(20));
      return runs.of(WRITE, 100, Instant.EPOCH, gasCap);
    }
  }

  @Test
  void aWriteIsRunByCallAndEstimateAtTheBlock() {
    assertThat(run(BigInteger.valueOf(1_000_000)))
        .isEqualTo(new DryRun.Effective(BigInteger.valueOf(21_000)));
    assertThat(asked).contains("eth_simulateV1", "eth_call", "eth_estimateGas");
  }

  @Test
  void oneThatNeedsTooMuchGasIsRefused() {
    assertThat(run(BigInteger.valueOf(21_000))).isInstanceOf(DryRun.Reverts.class);
  }

  @Test
  void oneThatRevertsSaysWhy() {
    answer = "\"error\":{\"code\":3,\"message\":\"execution reverted: TooOld\"}";
    assertThat(run(BigInteger.TWO.pow(24)))
        .isEqualTo(new DryRun.Reverts("execution reverted: TooOld"));
  }

  @Test
  void oneThatChangesNothingIsWrittenOnlyWhenTheContractHasItsEpoch() {
    answer = "\"result\":\"0x%064x\"".formatted(0);
    assertThat(run(BigInteger.TWO.pow(24))).isInstanceOf(DryRun.Reverts.class);
    head = 7;
    assertThat(run(BigInteger.TWO.pow(24))).isEqualTo(new DryRun.NoEffect());
  }

  @Test
  void aNodesOwnFailureDecidesNothing() {
    answer = "\"error\":{\"code\":-32005,\"message\":\"limit exceeded\"}";
    assertThatThrownBy(() -> run(BigInteger.TWO.pow(24)))
        .isInstanceOf(RpcUnavailableException.class);
  }
}
