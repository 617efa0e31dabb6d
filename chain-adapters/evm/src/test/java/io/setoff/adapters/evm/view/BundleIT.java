package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.evm.view.EvmRpc.ViewReply;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.model.BlockRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads that go together on a real node, among contracts that mean harm. */
class BundleIT {
  private static final String ANSWERS_42 = "602a60005260206000f3";

  /** Uses up whatever gas it gets. */
  private static final String BURNS = "5b600056";

  private static final String REVERTS = "60006000fd";
  private static final String ANSWERS_AT_LENGTH = "6108006000f3";

  /** Writes its storage first, which a view must not. */
  private static final String WRITES = "6001600055" + ANSWERS_42;

  /** Six and a half million gas. */
  private static final String HUNGRY = "6203d0905b600190038060045750" + ANSWERS_42;

  private static Devnet devnet;
  private static DevnetChain chain;

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
    chain = new DevnetChain(devnet, "B");
  }

  @AfterAll
  static void stop() {
    chain.close();
    devnet.close();
  }

  private static BlockRef head() {
    JsonNode block = chain.rpc().call("eth_getBlockByNumber", "latest", false);
    return new BlockRef(
        Hex.longQuantity(block.path("number")),
        Hex.hash(block.path("hash")),
        Hex.hash(block.path("parentHash")),
        Instant.ofEpochSecond(Hex.longQuantity(block.path("timestamp"))));
  }

  private static String address(int number) {
    return "0x" + "%040x".formatted(0xc0de0000L + number);
  }

  private static void put(int number, String code) {
    chain.rpc().call("anvil_setCode", address(number), "0x" + code);
    chain.rpc().call("anvil_mine", "0x1");
  }

  private static RpcCall view(String to, String data) {
    return RpcCall.of("eth_call", Map.of("to", to, "data", data));
  }

  private static long requests() {
    return chain.rpc().status().stream().mapToLong(status -> status.requests()).sum();
  }

  /** What each read gives by itself. */
  private static List<ViewReply> oneByOne(EvmRpc rpc, BlockRef block, List<RpcCall> reads) {
    List<ViewReply> replies = new ArrayList<>();
    reads.forEach(read -> replies.addAll(rpc.views(block, List.of(read))));
    return replies;
  }

  private static List<ViewReply> comparable(List<ViewReply> replies) {
    return replies.stream()
        .map(reply -> reply instanceof ViewReply.Reverted ? new ViewReply.Reverted("") : reply)
        .toList();
  }

  /** A balance is a word in a bundle and a number outside. */
  private static boolean isSame(RpcCall read, ViewReply one, ViewReply other) {
    return read.method().equals("eth_getBalance")
        ? one.quantity().equals(other.quantity())
        : one.equals(other);
  }

  @Test
  void theyAnswerAsEachByItself() {
    List<String> codes =
        List.of(ANSWERS_42, BURNS, REVERTS, ANSWERS_AT_LENGTH, WRITES, HUNGRY, "fe", "");
    List<RpcCall> reads = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      put(i, codes.get(i));
      reads.add(view(address(i), "0x"));
      reads.add(RpcCall.of("eth_getBalance", devnet.account("hedged")));
    }
    for (String token : chain.names("tokens")) {
      for (String account : List.of("hedged", "alice", "erin")) {
        reads.add(
            view(
                chain.address("tokens/" + token),
                "0x70a08231" + "00".repeat(12) + devnet.account(account).substring(2)));
        reads.add(RpcCall.of("eth_getBalance", devnet.account(account)));
      }
    }
    reads.add(RpcCall.of("eth_getCode", address(0)));
    reads.add(
        RpcCall.of("eth_call", Map.of("to", address(0), "data", "0x", "gas", Hex.of(500_000))));
    reads.add(
        RpcCall.of("eth_call", Map.of("to", address(5), "data", "0x", "gas", Hex.of(500_000))));
    BlockRef block = head();
    EvmRpc rpc = new EvmRpc(chain.rpc());
    List<ViewReply> alone = comparable(oneByOne(rpc, block, reads));
    for (int round = 0; round < 3; round++) {
      List<ViewReply> together = comparable(rpc.views(block, reads));
      for (int i = 0; i < reads.size(); i++) {
        assertThat(isSame(reads.get(i), alone.get(i), together.get(i)))
            .as("%s: %s and %s", reads.get(i), alone.get(i), together.get(i))
            .isTrue();
      }
    }
    assertThat(alone).contains(new ViewReply.Reverted(""), new ViewReply.Data("0x"));
  }

  @Test
  void aContractThatComesLaterIsAskedTogetherThen() {
    List<RpcCall> reads = new ArrayList<>();
    for (int i = 40; i < 44; i++) {
      put(i, REVERTS);
      reads.add(view(address(i), "0x"));
    }
    EvmRpc rpc = new EvmRpc(chain.rpc());
    assertThat(rpc.views(head(), reads)).allMatch(ViewReply.Reverted.class::isInstance);
    for (int i = 40; i < 44; i++) {
      put(i, ANSWERS_42);
    }
    BlockRef block = head();
    assertThat(rpc.views(block, reads)).allMatch(ViewReply.Data.class::isInstance);
    long before = requests();
    assertThat(rpc.views(block, reads)).allMatch(ViewReply.Data.class::isInstance);
    assertThat(requests() - before).isEqualTo(1);
  }

  @Test
  void hundredsOfBalancesAreOneCall() {
    List<RpcCall> reads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      reads.add(RpcCall.of("eth_getBalance", address(i)));
    }
    assertThat(new Bundles().requests("node", reads)).hasSize(1);
    assertThat(new EvmRpc(chain.rpc()).views(head(), reads))
        .hasSize(200)
        .allSatisfy(reply -> assertThat(reply.quantity()).isZero());
  }

  @Test
  void whatWasLearnedCostsNoSecondRequest() {
    put(20, ANSWERS_42);
    put(21, BURNS);
    List<RpcCall> reads = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      reads.add(view(address(20), "0x%08x".formatted(i)));
    }
    BlockRef block = head();
    EvmRpc rpc = new EvmRpc(chain.rpc());
    rpc.views(block, reads);
    long before = requests();
    assertThat(rpc.views(block, reads)).hasSize(300);
    assertThat(requests() - before).isEqualTo(1);

    reads.add(view(address(21), "0x"));
    rpc.views(block, reads);
    before = requests();
    List<ViewReply> replies = rpc.views(block, reads);
    assertThat(replies.getLast()).isInstanceOf(ViewReply.Reverted.class);
    assertThat(replies.subList(0, 300)).allMatch(ViewReply.Data.class::isInstance);
    assertThat(requests() - before).as("one, and one for the failure's second chance").isEqualTo(2);
  }
}
