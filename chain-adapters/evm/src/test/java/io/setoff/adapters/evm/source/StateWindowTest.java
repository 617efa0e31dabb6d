package io.setoff.adapters.evm.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.script.Rig;
import io.setoff.adapters.evm.script.ScriptedChain;
import io.setoff.adapters.evm.script.ScriptedNode;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.model.AccountId;
import io.setoff.store.RowKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A node that keeps the state of few blocks, fewer than the final one is behind the head. */
class StateWindowTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALICE = "0x00000000000000000000000000000000000a11ce";
  private static final int KEPT = 5;

  /** Like an archive node, but for the state of old blocks. */
  private static String reply(
      JsonNode call, ScriptedChain chain, RpcTransport archive, AtomicInteger refused) {
    String method = call.path("method").asText();
    if (method.equals("eth_blockNumber")) {
      return CallsNode.result(Hex.of(chain.height()));
    }
    if (method.equals("eth_getBalance")) {
      if (call.at("/params/1").asText().equals("latest")) {
        return CallsNode.result("0x0");
      }
      String hash = call.at("/params/1/blockHash").asText();
      long height = chain.byHash(hash).map(block -> block.ref().height()).orElse(0L);
      if (height <= chain.height() - KEPT) {
        refused.incrementAndGet();
        return CallsNode.error(-32_000, "missing trie node");
      }
    }
    return answerOf(archive, call);
  }

  private static String answerOf(RpcTransport node, JsonNode call) {
    try (InputStream answer = node.post(JSON.writeValueAsBytes(call))) {
      JsonNode reply = JSON.readTree(answer);
      String member = reply.has("error") ? "error" : "result";
      return "\"%s\":%s".formatted(member, reply.get(member));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeReadIsFoldedAndReadAtTheFirstBlockThatCan() {
    Rig rig = new Rig(new Random(1), Verification.HEAD);
    AtomicInteger refused = new AtomicInteger();
    RpcTransport archive = new ScriptedNode("archive", rig.chain(), 7, 1);
    rig.addNode(new CallsNode("full", call -> reply(call, rig.chain(), archive, refused)));
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
