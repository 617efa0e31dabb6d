package io.setoff.adapters.evm.head;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.kernel.spi.FinalityDepths;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.ChainId;
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
      RpcPool.over(
          "1",
          List.of(new CallsNode("node", this::reply)),
          RpcSettings.DEFAULT,
          InstantSource.system());
  private final EvmHeads heads =
      new EvmHeads(
          CHAIN,
          pool,
          new EvmHeaders(CHAIN, pool, false),
          FinalityDepths.DEFAULT,
          new ReadAhead((_, calls) -> calls));

  @AfterEach
  void close() {
    pool.close();
  }

  private String reply(JsonNode call) {
    if (call.path("method").asText().equals("eth_chainId")) {
      return CallsNode.result("0x1");
    }
    Optional<Long> at =
        switch (call.at("/params/0").asText()) {
          case "latest" -> Optional.of(height);
          case "finalized" -> tags.apply(asked++);
          default -> Optional.of(height - 40);
        };
    return at.map(EvmHeadsTest::header)
        .orElseGet(() -> CallsNode.error(-32_000, "block not found"));
  }

  private static String header(long height) {
    String word = "0x%064x".formatted(height);
    ObjectNode header =
        JSON.createObjectNode()
            .put("number", Hex.of(height))
            .put("hash", word)
            .put("parentHash", "0x%064x".formatted(height - 1))
            .put("timestamp", Hex.of(height))
            .put("logsBloom", "0x" + "00".repeat(256))
            .put("receiptsRoot", word)
            .put("stateRoot", "0x");
    return "\"result\":" + header;
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
