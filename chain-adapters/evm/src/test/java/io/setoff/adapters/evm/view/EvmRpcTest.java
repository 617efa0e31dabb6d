package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read that is no hex is a broken answer of one node, not a fault of the indexer. */
class EvmRpcTest {
  private static final List<RpcCall> VIEW = List.of(RpcCall.of("eth_call"));

  private static final BlockRef BLOCK =
      new BlockRef(1, "0x" + "ab".repeat(32), "0x" + "aa".repeat(32), Instant.EPOCH);

  private static RpcTransport answering(String name, String result) {
    return new CallsNode(
        name,
        call ->
            CallsNode.isProbe(call)
                ? CallsNode.error(-32_000, "unknown block")
                : "\"result\":" + result);
  }

  private static RpcPool pool(RpcTransport... nodes) {
    return RpcPool.over("views", List.of(nodes), RpcSettings.DEFAULT, InstantSource.system());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "5", "\"0xzz\"", "\"12\"", "{}", "[]"})
  void anotherNodeIsAskedInPlaceOfOneThatAnswersNoHex(String nonsense) {
    RpcTransport broken = answering("broken", nonsense);
    try (RpcPool both = pool(broken, answering("good", "\"0x12\""));
        RpcPool alone = pool(broken)) {
      assertThat(new EvmRpc(both).views(BLOCK, VIEW))
          .containsExactly(new EvmRpc.ViewReply.Data("0x12"));
      assertThatThrownBy(() -> new EvmRpc(alone).views(BLOCK, VIEW))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining("not hex");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x123", "0xzz", "12"})
  void wordsOfWhatIsNoHexAreABrokenAnswer(String nonsense) {
    assertThatThrownBy(() -> AbiWords.parse(nonsense)).isInstanceOf(RpcUnavailableException.class);
  }

  @Test
  void aChainIdThatNoChainHasIsABrokenAnswer() {
    try (RpcPool zero = pool(answering("zero", "\"0x0\""));
        RpcPool one = pool(answering("one", "\"0x1\""))) {
      assertThatThrownBy(() -> new EvmRpc(zero).chain())
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining("answers chain id 0");
      assertThat(new EvmRpc(one).chain()).isEqualTo(ChainId.evm(1));
    }
  }

  @Test
  void contractsThatNameOthersAreFoundAndThoseThatDoNotTellAreNot() {
    String other = "0x" + "ab".repeat(20);
    Reference.Views names =
        call -> new EvmRpc.ViewReply.Data("0x" + "0".repeat(24) + "ab".repeat(20));
    Reference right = Reference.of("0x" + "11".repeat(20), "factory()", other, "factory");
    Reference wrong =
        Reference.of("0x" + "11".repeat(20), "factory()", "0x" + "22".repeat(20), "factory");
    assertThat(right.contradiction(names)).isEmpty();
    assertThat(wrong.contradiction(names))
        .hasValueSatisfying(text -> assertThat(text).contains("factory is 0x2222", "is 0xabab"));
    assertThat(wrong.contradiction(call -> new EvmRpc.ViewReply.Data("0x"))).isEmpty();
    assertThat(wrong.contradiction(call -> new EvmRpc.ViewReply.Reverted("no"))).isEmpty();
  }

  @Test
  void whatAContractListsAndNobodyKnowsIsNamed() {
    String listed = "0x" + "ab".repeat(20);
    AbiWords answer =
        AbiWords.parse("0x%064x%064x".formatted(32, 1) + "0".repeat(24) + "ab".repeat(20));
    VenueId venue = new VenueId(ChainId.evm(1), "aave-v3", "core");
    EvmCall call = EvmCall.of(listed, "getReservesList()");
    SortedSet<String> none = new TreeSet<>();
    SortedSet<String> all = new TreeSet<>(List.of(listed));
    assertThat(new ListCheck(venue, "reserves", call, none).missing(answer))
        .hasValueSatisfying(text -> assertThat(text).contains("reserves", listed));
    assertThat(new ListCheck(venue, "reserves", call, all).missing(answer)).isEmpty();
    assertThat(new ListCheck(venue, "reserves", call, none).missing(AbiWords.parse("0x")))
        .isEmpty();
  }
}
