package io.setoff.adapters.evm.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.script.Rig;
import io.setoff.adapters.evm.script.ScriptedNode;
import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.model.BlockRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node alone whose index of logs has holes; its receipts are whole. */
class SpotCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Leaves out all logs of ranges. */
  private record Holes(RpcTransport whole) implements RpcTransport {
    @Override
    public String name() {
      return "holes";
    }

    @Override
    public InputStream post(byte[] body) {
      try (InputStream answer = whole.post(body)) {
        JsonNode calls = JSON.readTree(body);
        JsonNode replies = JSON.readTree(answer);
        for (JsonNode call : calls.isArray() ? calls : JSON.createArrayNode().add(calls)) {
          if (call.path("method").asText().equals("eth_getLogs")) {
            empty(call, replies);
          }
        }
        return new ByteArrayInputStream(replies.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void empty(JsonNode call, JsonNode replies) {
      ArrayNode all = replies.isArray() ? (ArrayNode) replies : JSON.createArrayNode().add(replies);
      for (JsonNode reply : all) {
        if (reply.path("id").equals(call.path("id")) && reply.has("result")) {
          ((ObjectNode) reply).putArray("result");
        }
      }
    }
  }

  @Test
  void logsThatAreMissingAreFoundAndTheChainIsReadAgain() {
    Rig rig = new Rig(new Random(1), Verification.HEAD);
    ScriptedNode whole = new ScriptedNode("whole", rig.chain(), 7, 1);
    rig.addNode(new Holes(whole));
    rig.mine(400);
    Awaitility.await()
        .until(
            () -> {
              try {
                return !rig.follower().advance(Long.MAX_VALUE)
                    && rig.indexed().height() == rig.chain().height();
              } catch (DivergedException e) {
                assertThat(e.reason()).contains("holes leaves out logs").contains("built anew");
                return false;
              }
            });
    rig.check();
    rig.restart();
  }

  @Test
  void whereTwoDisagreeTheReceiptsDecide() {
    try (Rig rig = new Rig(new Random(2), Verification.HEAD)) {
      rig.addNode(new Holes(new ScriptedNode("first", rig.chain(), 7, 1)));
      rig.addNode("second");
      rig.mine(200);
      rig.catchUp();
      rig.checkAtHead();
    }
  }

  private static BlockRef block(long height, int seed) {
    return new BlockRef(height, "0x%064x".formatted(height * 31 + seed), "0x", Instant.EPOCH);
  }

  @Test
  void longRangesHaveSeveralBlocksCheckedAndSingleBlocksFew() {
    int single = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      single += SpotCheck.heights(block(7, seed), block(7, seed)).size();
      assertThat(SpotCheck.heights(block(1, seed), block(16, seed)))
          .singleElement(InstanceOfAssertFactories.LONG)
          .isBetween(1L, 16L);
      assertThat(SpotCheck.heights(block(1, seed), block(5_000, seed)))
          .hasSize(4)
          .doesNotHaveDuplicates()
          .allSatisfy(height -> assertThat(height).isBetween(1L, 5_000L));
    }
    assertThat(single).isBetween(20, 200);
  }
}
