package io.setoff.adapters.evm.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.script.Rig;
import io.setoff.adapters.evm.script.ScriptedChain;
import io.setoff.adapters.evm.script.ScriptedNode;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.model.AccountId;
import io.setoff.store.RowKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A node that keeps the state of few blocks, fewer than the final one is behind the head. */
class StateWindowTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALICE = "0x00000000000000000000000000000000000a11ce";
  private static final int KEPT = 5;

  private record FullNode(ScriptedChain chain, RpcTransport archive, AtomicInteger refused)
      implements RpcTransport {
    @Override
    public String name() {
      return "full";
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

    private ArrayNode all(JsonNode request) throws IOException {
      ArrayNode replies = JSON.createArrayNode();
      for (JsonNode call : request) {
        replies.add(reply(call));
      }
      return replies;
    }

    private JsonNode reply(JsonNode call) throws IOException {
      ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
      reply.set("id", call.path("id"));
      switch (call.path("method").asText()) {
        case "eth_blockNumber" -> {
          return reply.put("result", Hex.of(chain.height()));
        }
        case "eth_getBalance" -> {
          if (call.at("/params/1").asText().equals("latest")) {
            return reply.put("result", "0x0");
          }
          String hash = call.at("/params/1/blockHash").asText();
          long height = chain.byHash(hash).map(block -> block.ref().height()).orElse(0L);
          if (height <= chain.height() - KEPT) {
            refused.incrementAndGet();
            reply.putObject("error").put("code", -32_000).put("message", "missing trie node");
            return reply;
          }
        }
        default -> {}
      }
      try (InputStream answer = archive.post(JSON.writeValueAsBytes(call))) {
        return JSON.readTree(answer);
      }
    }
  }

  @Test
  void whatCannotBeReadIsFoldedAndReadAtTheFirstBlockThatCan() {
    Rig rig = new Rig(new Random(1), Verification.HEAD);
    AtomicInteger refused = new AtomicInteger();
    RpcTransport archive = new ScriptedNode("archive", rig.chain(), 7, 1);
    rig.addNode(new FullNode(rig.chain(), archive, refused));
    rig.store().track(new AccountId(Rig.CHAIN, ALICE));
    rig.mine(100);
    rig.catchUp();
    assertThat(rig.indexed()).isEqualTo(rig.chain().head().ref());
    assertThat(rig.store().read(Rig.CHAIN, new RowKey("wallet/native", ALICE, "")))
        .hasValueSatisfying(
            row -> assertThat(row.origin().blockHash()).isEqualTo(rig.indexed().hash()));
    assertThat(refused.get()).as("it is not asked at every block").isLessThan(20);
    rig.close();
  }
}
