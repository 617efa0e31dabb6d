package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.head.EvmHeads;
import io.setoff.adapters.evm.head.ReadAhead;
import io.setoff.adapters.evm.view.EvmRpc.ViewReply;
import io.setoff.adapters.kernel.spi.FinalityDepths;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read at every block comes with the head, when a node announces it. */
class ReadAheadTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final RpcCall BALANCE = RpcCall.of("eth_getBalance", "0x" + "11".repeat(20));
  private static final RpcCall VIEW =
      RpcCall.of("eth_call", Map.of("to", "0x" + "22".repeat(20), "data", "0x"));
  private static final List<RpcCall> READS = List.of(BALANCE, VIEW);

  private final Bundles bundles = new Bundles();
  private final ReadAhead ahead = new ReadAhead(bundles::requests);
  private final CallsNode node = new CallsNode("node", this::reply);
  private final RpcPool pool =
      RpcPool.over("1", List.of(node), RpcSettings.DEFAULT, InstantSource.system());
  private final EvmRpc rpc = new EvmRpc(pool, new PinnedReads(ahead, bundles));
  private final EvmHeads heads =
      new EvmHeads(CHAIN, pool, new EvmHeaders(CHAIN, pool, false), FinalityDepths.DEFAULT, ahead);

  private long height = 1_000;

  /** How high the node's newest state is: it may announce a block before it can read at it. */
  private long state = Long.MAX_VALUE;

  private boolean heedsHashes = true;

  private String reply(JsonNode call) {
    return switch (call.path("method").asText()) {
      case "eth_chainId" -> CallsNode.result("0x1");
      case "eth_getBlockByNumber" -> header(height);
      default -> {
        if (!call.at("/params/1").isObject()) {
          yield CallsNode.result("0x1");
        }
        long asked = Long.parseLong(call.at("/params/1/blockHash").asText().substring(2), 16);
        yield heedsHashes && asked >= 1_000 && asked <= Math.min(height, state)
            ? CallsNode.result(Hex.of(asked))
            : CallsNode.error(-32_001, "unknown block");
      }
    };
  }

  private static String header(long height) {
    return """
    "result":{"number":"%s","hash":"%s","parentHash":"%s","timestamp":"0x1","logsBloom":"0x%s",
    "receiptsRoot":"%s","stateRoot":"0x"}
    """
        .formatted(Hex.of(height), hash(height), hash(height - 1), "00".repeat(256), hash(height));
  }

  private static String hash(long height) {
    return "0x%064x".formatted(height);
  }

  private List<ViewReply> read(long at) {
    return rpc.views(new BlockRef(at, hash(at), hash(at - 1), Instant.EPOCH), READS);
  }

  private static List<ViewReply> answersOf(long height) {
    ViewReply answer = new ViewReply.Data(Hex.of(height));
    return List.of(answer, answer);
  }

  /** The block before: only what was read there is read ahead. */
  @BeforeEach
  void firstBlock() {
    heads.heads();
    assertThat(read(height)).isEqualTo(answersOf(height));
    ahead.repeats(READS);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private int requestsOfTheNextBlock() {
    int before = node.requests();
    heads.heads();
    assertThat(read(height)).isEqualTo(answersOf(height));
    return node.requests() - before;
  }

  @Test
  void anAnnouncedBlockTakesOneRequest() {
    for (int blocks = 0; blocks < 3; blocks++) {
      height++;
      ahead.announced(hash(height));
      assertThat(requestsOfTheNextBlock()).isOne();
    }
  }

  @Test
  void aBlockThatNobodyAnnouncesTakesTwo() {
    height++;
    assertThat(requestsOfTheNextBlock()).isEqualTo(2);
  }

  @Test
  void anAnnouncementOfAnotherBlockGivesThisOneNoAnswer() {
    height++;
    ahead.announced(hash(height - 1));
    assertThat(requestsOfTheNextBlock()).isEqualTo(2);
  }

  @Test
  void whatTheNodeCannotAnswerYetIsAskedAgain() {
    height++;
    state = height - 1;
    ahead.announced(hash(height));
    heads.heads();
    state = height;
    assertThat(read(height)).isEqualTo(answersOf(height));
  }

  @Test
  void theSecondSocketThatAnnouncesItCostsNothing() {
    height++;
    ahead.announced(hash(height));
    assertThat(requestsOfTheNextBlock()).isOne();
    node.calls().clear();
    ahead.announced(hash(height));
    heads.heads();
    assertThat(node.calls()).hasSize(4);
  }

  @Test
  void whatIsNotReadAtEveryBlockIsAskedBesideIt() {
    RpcCall once = RpcCall.of("eth_getBalance", "0x" + "33".repeat(20));
    height++;
    ahead.announced(hash(height));
    heads.heads();
    node.calls().clear();
    BlockRef block = new BlockRef(height, hash(height), hash(height - 1), Instant.EPOCH);
    assertThat(rpc.views(block, List.of(BALANCE, once, VIEW))).hasSize(3);
    assertThat(node.calls())
        .extracting(call -> call.at("/params/0").asText())
        .containsExactly("0x" + "33".repeat(20));
  }

  @Test
  void manyReadsAreNotAskedBeforeTheHeadIsKnown() {
    ahead.repeats(
        IntStream.range(0, 97)
            .mapToObj(i -> RpcCall.of("eth_getCode", "0x%040x".formatted(i)))
            .toList());
    height++;
    ahead.announced(hash(height));
    node.calls().clear();
    heads.heads();
    assertThat(node.calls()).hasSize(4);
  }

  @Test
  void manyThatGoTogetherAre() {
    ahead.repeats(
        IntStream.range(0, 150)
            .mapToObj(i -> RpcCall.of("eth_getBalance", "0x%040x".formatted(i)))
            .toList());
    height++;
    ahead.announced(hash(height));
    node.calls().clear();
    heads.heads();
    assertThat(node.calls()).hasSize(5);
  }

  @Test
  void aProviderThatIsAskedByNumberIsAskedNothingAhead() {
    heedsHashes = false;
    ReadAhead other = new ReadAhead(bundles::requests);
    EvmHeads theirs =
        new EvmHeads(
            CHAIN, pool, new EvmHeaders(CHAIN, pool, false), FinalityDepths.DEFAULT, other);
    EvmRpc byNumber = new EvmRpc(pool, new PinnedReads(other, bundles));
    BlockRef block = new BlockRef(height, hash(height), hash(height - 1), Instant.EPOCH);
    assertThat(byNumber.views(block, READS)).hasSize(2);
    other.repeats(READS);
    other.announced(hash(height + 1));
    node.calls().clear();
    theirs.heads();
    assertThat(node.calls()).hasSize(4);
  }
}
