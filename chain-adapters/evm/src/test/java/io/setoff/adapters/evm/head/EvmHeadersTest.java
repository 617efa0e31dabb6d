package io.setoff.adapters.evm.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.script.ScriptedChain;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import io.setoff.model.ChainId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers that no rule here explains, and how far they count. */
class EvmHeadersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ChainId CHAIN = ChainId.evm(7);

  /** Answers every call with one block. */
  private record Node(String name, ObjectNode block) implements RpcTransport {
    @Override
    public InputStream post(byte[] body) {
      try {
        JsonNode call = JSON.readTree(body);
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", call.path("id"));
        reply.set("result", block);
        return new ByteArrayInputStream(reply.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ObjectNode block() {
    return new ScriptedChain().head().header().deepCopy();
  }

  /** As of a fork with a form that is not known: another hash, and a field. */
  private static ObjectNode ofAnotherForm() {
    ObjectNode block = block();
    return block.put("hash", "0x" + "ab".repeat(32)).put("newRoot", "0x" + "cd".repeat(32));
  }

  private static EvmHeader read(Node... nodes) {
    try (RpcPool pool =
        RpcPool.over("7", List.of(nodes), RpcSettings.DEFAULT, InstantSource.system())) {
      EvmHeaders headers = new EvmHeaders(CHAIN, pool, true);
      try {
        return pool.onOne(session -> headers.atHeights(session, List.of(0L)))
            .getFirst()
            .orElseThrow();
      } finally {
        boolean quarantined =
            pool.status().stream().anyMatch(node -> node.notAsked().orElse("").contains("quar"));
        assertThat(quarantined)
            .isEqualTo(List.of(nodes).stream().anyMatch(node -> node.name().equals("liar")));
      }
    }
  }

  @Test
  void aHeaderThatHashesIsProved() {
    assertThat(read(new Node("one", block())).proved()).isTrue();
  }

  @Test
  void aFormThatIsNotKnownCountsUnprovedWhereASecondProviderSaysTheSame() {
    EvmHeader header = read(new Node("one", ofAnotherForm()), new Node("two", ofAnotherForm()));
    assertThat(header.proved()).isFalse();
    assertThat(header.ref().hash()).isEqualTo("0x" + "ab".repeat(32));
  }

  @Test
  void oneAloneIsNotBelievedAndNotCalledFalse() {
    ObjectNode other = ofAnotherForm();
    other.put("receiptsRoot", "0x" + "00".repeat(32));
    for (Node[] nodes :
        List.of(
            new Node[] {new Node("one", ofAnotherForm())},
            new Node[] {new Node("one", ofAnotherForm()), new Node("two", other)})) {
      assertThatThrownBy(() -> read(nodes))
          .isInstanceOf(RpcUnavailableException.class)
          .isNotInstanceOf(RpcUntrustedException.class)
          .hasMessageContaining("newRoot")
          .hasMessageContaining("second provider");
    }
  }

  @Test
  void aFalseHeaderOfAKnownFormIsALie() {
    ObjectNode lie = block();
    lie.put("gasUsed", "0x7");
    assertThat(read(new Node("liar", lie), new Node("two", block())).proved()).isTrue();
  }
}
