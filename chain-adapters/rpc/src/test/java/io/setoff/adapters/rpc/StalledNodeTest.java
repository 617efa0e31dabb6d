package io.setoff.adapters.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.rpc.fake.FakeNode;
import io.setoff.adapters.rpc.fake.FakeNode.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a node does within its answer, who asks it goes on. */
@Timeout(120)
class StalledNodeTest {
  /** Long enough for a healthy node on most machines; where it is not, it is asked again. */
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final RpcSettings LIMITS = RpcSettings.DEFAULT.withTimeout(TIMEOUT);
  private static final long MAX_BYTES = 1 << 20;

  private static FakeNode node() {
    byte[] answer =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x7\"}".getBytes(StandardCharsets.UTF_8);
    return new FakeNode(request -> answer);
  }

  private static FakeNode node(Fault fault) {
    FakeNode node = node();
    node.fault(fault);
    return node;
  }

  private static RpcPool pool(FakeNode... nodes) {
    List<URI> urls = List.of(nodes).stream().map(FakeNode::url).toList();
    return new RpcPool("chain", urls, LIMITS);
  }

  private static long height(NodeQuorum nodes) {
    return nodes.reached("eth_blockNumber", Hex::longQuantity);
  }

  private static void eventually(ThrowingRunnable holds) {
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(holds);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void itsCallEndsAndTheNextNodeAnswers(Fault fault) {
    try (FakeNode broken = node(fault);
        FakeNode healthy = node();
        RpcPool alone = pool(broken);
        RpcPool both = pool(broken, healthy)) {
      assertThatThrownBy(() -> alone.call("eth_blockNumber"))
          .isInstanceOf(RpcUnavailableException.class);
      eventually(() -> assertThat(both.call("eth_blockNumber").asText()).isEqualTo("0x7"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aQuorumOfTheOthersAnswersAndItCountsAgainWhenItIsMended(Fault fault) {
    try (FakeNode broken = node(fault);
        FakeNode first = node();
        FakeNode second = node()) {
      NodeQuorum two = new NodeQuorum(pool(broken, first, second), 2);
      NodeQuorum three = new NodeQuorum(pool(broken, first, second), 3);
      try (two;
          three) {
        eventually(() -> assertThat(height(two)).isEqualTo(7));
        eventually(
            () ->
                assertThatThrownBy(() -> height(three))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageContaining("is answered by 2 of 3 nodes")
                    .hasMessageContaining(broken.url().toString()));
        broken.fault(Fault.NONE);
        eventually(() -> assertThat(height(three)).isEqualTo(7));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void anyOtherServiceIsBoundedLikeANode(Fault fault) {
    try (FakeNode broken = node(fault);
        HttpPost post = new HttpPost(broken.url(), TIMEOUT, MAX_BYTES)) {
      assertThatThrownBy(() -> post.send(new byte[0]))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining(broken.url().toString());
      broken.fault(Fault.NONE);
      eventually(
          () ->
              assertThat(new String(post.send(new byte[0]), StandardCharsets.UTF_8))
                  .contains("0x7"));
    }
  }

  /** As at the end of a process: nobody waits for a node that stalls. */
  @Test
  void aPoolThatIsClosedAnswersNothingMore() {
    try (FakeNode silent = node(Fault.NEVER_ANSWERS)) {
      RpcSettings patient = RpcSettings.DEFAULT.withTimeout(Duration.ofDays(1));
      RpcPool pool = new RpcPool("chain", List.of(silent.url()), patient);
      AtomicInteger ended = new AtomicInteger();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    pool.onAll(session -> session.call("eth_blockNumber"));
                    ended.incrementAndGet();
                  });
      Awaitility.await().until(() -> asking.getState() != Thread.State.RUNNABLE);
      pool.close();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ended.get() == 1);
      assertThatThrownBy(() -> pool.call("eth_blockNumber"))
          .isInstanceOf(RpcUnavailableException.class);
    }
  }

  /** A fake node that takes connections of web sockets and never shakes hands. */
  @Test
  void aWebSocketThatNeverOpensIsTriedAgain() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(server, connections));
      URI url = URI.create("ws://127.0.0.1:" + server.getLocalPort());
      try (NewHeads _ = new NewHeads(List.of(url), hash -> {}, TIMEOUT)) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> connections.get() >= 2);
      }
    }
  }

  private static void accept(ServerSocket server, AtomicInteger connections) {
    try {
      while (true) {
        Socket _ = server.accept();
        connections.incrementAndGet();
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
