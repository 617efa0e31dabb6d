package io.setoff.adapters.evm.head;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.kernel.spi.FinalityDepths;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.model.ChainId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counts as final when a node does not say it. */
class EvmHeadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final long BEHIND = 300;

  private long height = 1_000;
  private int asked;

  /** The height of a tag at the n-th time that it is asked for; empty when the node is silent. */
  private Function<Integer, Optional<Long>> tags = n -> Optional.of(height - BEHIND);

  private final RpcPool pool =
      RpcPool.over("1", List.of(new Node()), RpcSettings.DEFAULT, InstantSource.system());
  private final EvmHeads heads =
      new EvmHeads(CHAIN, pool, new EvmHeaders(CHAIN, pool, false), FinalityDepths.DEFAULT);

  @AfterEach
  void close() {
    pool.close();
  }

  private final class Node implements RpcTransport {
    @Override
    public String name() {
      return "node";
    }

    @Override
    public InputStream post(byte[] body) {
      try {
        JsonNode request = JSON.readTree(body);
        JsonNode answer = request.isArray() ? all(request) : reply(request);
        return new ByteArrayInputStream(answer.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ArrayNode all(JsonNode request) {
      ArrayNode replies = JSON.createArrayNode();
      request.forEach(call -> replies.add(reply(call)));
      return replies;
    }

    private ObjectNode reply(JsonNode call) {
      ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
      reply.set("id", call.path("id"));
      String tag = call.at("/params/0").asText();
      if (call.path("method").asText().equals("eth_chainId")) {
        return reply.put("result", "0x1");
      }
      Optional<Long> at =
          switch (tag) {
            case "latest" -> Optional.of(height);
            case "finalized" -> tags.apply(asked++);
            default -> Optional.of(height - 40);
          };
      if (at.isEmpty()) {
        reply.putObject("error").put("code", -32_000).put("message", "block not found");
        return reply;
      }
      String word = "0x%064x".formatted(at.get());
      reply
          .putObject("result")
          .put("number", Hex.of(at.get()))
          .put("hash", word)
          .put("parentHash", "0x%064x".formatted(at.get() - 1))
          .put("timestamp", Hex.of(at.get()))
          .put("logsBloom", "0x" + "00".repeat(256))
          .put("receiptsRoot", word)
          .put("stateRoot", "0x");
      return reply;
    }
  }

  private long finalized() {
    Heads now = heads.heads();
    assertThat(now.latest().height()).isEqualTo(height);
    return now.finalizedHeight();
  }

  @Test
  void theLastTagCountsWhileANodeDoesNotTellIt() {
    assertThat(finalized()).isEqualTo(700);
    tags = n -> Optional.empty();
    for (int polls = 0; polls < 10; polls++) {
      height++;
      assertThat(finalized()).isEqualTo(700);
    }
    tags = n -> Optional.of(height - BEHIND);
    assertThat(finalized()).isEqualTo(710);
  }

  @Test
  void aTagThatWasNeverToldIsAskedForAgainBeforeTheDepthStandsForIt() {
    tags = n -> n < 2 ? Optional.empty() : Optional.of(height - BEHIND);
    assertThat(finalized()).isEqualTo(700);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void aChainWithoutTagsIsFinalByItsDepth() {
    tags = n -> Optional.empty();
    assertThat(finalized()).isEqualTo(height - FinalityDepths.DEFAULT.finalized());
    for (int polls = 0; polls < 5; polls++) {
      finalized();
    }
    asked = 0;
    assertThat(finalized()).isEqualTo(height - FinalityDepths.DEFAULT.finalized());
    assertThat(asked).as("it is not asked for again and again").isEqualTo(1);
  }

  @Test
  void aTagThatIsAheadOfTheDepthIsNotBelieved() {
    tags = n -> Optional.of(height);
    assertThat(finalized()).isEqualTo(height - FinalityDepths.DEFAULT.finalized());
  }
}
