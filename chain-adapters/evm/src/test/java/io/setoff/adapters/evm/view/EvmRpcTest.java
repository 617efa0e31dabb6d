package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read that is no hex is a broken answer of one node, not a fault of the indexer. */
class EvmRpcTest {
  private static final List<RpcCall> VIEW = List.of(RpcCall.of("eth_call"));

  private record Answering(String name, String result) implements RpcTransport {
    @Override
    public InputStream post(byte[] body) {
      return new ByteArrayInputStream(
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":%s}"
              .formatted(result)
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private static RpcPool pool(RpcTransport... nodes) {
    return RpcPool.over("views", List.of(nodes), RpcSettings.DEFAULT, InstantSource.system());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "5", "\"0xzz\"", "\"12\"", "{}", "[]"})
  void anotherNodeIsAskedInPlaceOfOneThatAnswersNoHex(String nonsense) {
    RpcTransport broken = new Answering("broken", nonsense);
    try (RpcPool both = pool(broken, new Answering("good", "\"0x12\""));
        RpcPool alone = pool(broken)) {
      assertThat(new EvmRpc(both).views(VIEW)).containsExactly(new EvmRpc.ViewReply.Data("0x12"));
      assertThatThrownBy(() -> new EvmRpc(alone).views(VIEW))
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
    try (RpcPool zero = pool(new Answering("zero", "\"0x0\""));
        RpcPool one = pool(new Answering("one", "\"0x1\""))) {
      assertThatThrownBy(() -> new EvmRpc(zero).chain())
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining("answers chain id 0");
      assertThat(new EvmRpc(one).chain()).isEqualTo(ChainId.evm(1));
    }
  }

  /**
   * A node that fails every call of a contract, in words that nobody has listed, and tells balances
   * or not.
   */
  private record Failing(String name, boolean holdsTheBlock) implements RpcTransport {
    @Override
    public InputStream post(byte[] body) {
      boolean balance = new String(body, StandardCharsets.UTF_8).contains("eth_getBalance");
      String reply =
          balance && holdsTheBlock
              ? "\"result\":\"0x0\""
              : "\"error\":{\"code\":-32015,\"message\":\"VM execution error\"}";
      return new ByteArrayInputStream(
          "{\"jsonrpc\":\"2.0\",\"id\":0,%s}".formatted(reply).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final List<RpcCall> PINNED =
      List.of(RpcCall.of("eth_call", Map.of("to", "0x"), Map.of("blockHash", "0x12")));

  @Test
  void aFailureIsTheContractsWhenTheNodeAnswersForTheBlock() {
    try (RpcPool holds = pool(new Failing("holds", true));
        RpcPool lacks = pool(new Failing("lacks", false))) {
      assertThat(new EvmRpc(holds).views(PINNED))
          .containsExactly(new EvmRpc.ViewReply.Reverted("VM execution error", false));
      assertThatThrownBy(() -> new EvmRpc(lacks).views(PINNED))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining("VM execution error");
    }
  }

  @Test
  void whatAnotherNodeAnswersIsNoFailureOfTheContract() {
    try (RpcPool both = pool(new Failing("fails", true), new Answering("good", "\"0x12\""))) {
      assertThat(new EvmRpc(both).views(PINNED)).containsExactly(new EvmRpc.ViewReply.Data("0x12"));
    }
  }

  @Test
  void contractsThatNameOthersAreFoundAndThoseThatDoNotTellAreNot() {
    String other = "0x" + "ab".repeat(20);
    String answer = "\"0x" + "0".repeat(24) + "ab".repeat(20) + "\"";
    Reference reference = Reference.of("0x" + "11".repeat(20), "factory()", other, "factory");
    Reference wrong =
        Reference.of("0x" + "11".repeat(20), "factory()", "0x" + "22".repeat(20), "factory");
    try (RpcPool names = pool(new Answering("names", answer));
        RpcPool silent = pool(new Answering("silent", "\"0x\""))) {
      assertThat(names.<Optional<String>>onOne(s -> reference.contradiction(s, "latest")))
          .isEmpty();
      assertThat(names.<Optional<String>>onOne(s -> wrong.contradiction(s, "latest")))
          .hasValueSatisfying(text -> assertThat(text).contains("factory is 0x2222", "is 0xabab"));
      assertThat(silent.<Optional<String>>onOne(s -> wrong.contradiction(s, "latest"))).isEmpty();
    }
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
