package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.setoff.model.ChainId;
import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several real servers: sentinels that choose a new master, and a cluster. */
class RedisTopologyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Opened open = new Opened();

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    open.closeAll();
  }

  private RedisProcess server(String... options) {
    return open.add(RedisProcess.start(RedisProcess.packaged(), options));
  }

  private PositionStore store(
      Topology topology, List<RedisProcess> hosts, Optional<String> user, Optional<String> pass) {
    RedisSettings settings =
        new RedisSettings(
            topology,
            hosts.stream().map(RedisProcess::url).toList(),
            user,
            pass,
            "setoff",
            RedisSettings.USUAL_LEASE,
            PATIENCE);
    return open.add(RedisPositionStore.open(settings, folder.resolve("f" + open.size())));
  }

  private RedisProcess sentinel(int master) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("sentinel-" + open.size() + ".conf"),
            """
            sentinel monitor main 127.0.0.1 %d 2
            sentinel auth-pass main secret
            sentinel down-after-milliseconds main 500
            sentinel failover-timeout main 5000
            """
                .formatted(master));
    return open.add(RedisProcess.sentinel(RedisProcess.packaged(), config));
  }

  @Test
  void aNewMasterIsFoundAndNothingIsWrong() throws IOException {
    RedisProcess master = server("--requirepass", "secret", "--masterauth", "secret");
    RedisProcess replica =
        server(
            "--requirepass",
            "secret",
            "--masterauth",
            "secret",
            "--replicaof",
            "127.0.0.1",
            Integer.toString(master.port()));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                replica.answers("AUTH secret\nINFO replication").contains("master_link_status:up"));
    List<RedisProcess> sentinels =
        List.of(sentinel(master.port()), sentinel(master.port()), sentinel(master.port()));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                sentinels.stream()
                    .map(sentinel -> sentinel.answers("INFO sentinel"))
                    .allMatch(info -> info.contains("slaves=1,sentinels=3")));
    PositionStore store =
        store(new Topology.Sentinel("main"), sentinels, Optional.empty(), Optional.of("secret"));
    store.acquire(CHAIN, OWNER);
    int blocks = 300;
    RedisScriptedChain chain = new RedisScriptedChain(blocks, 21);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> chain.writeTo(store, blocks));
    await()
        .atMost(PATIENCE)
        .until(() -> store.cursor(CHAIN).filter(cursor -> cursor.seq() >= 100).isPresent());
    assertThat(writing).isNotDone();
    master.kill();
    writing.join();
    assertThat(contents(store)).isEqualTo(chain.expected(blocks));
    assertThat(replica.answers("AUTH secret\nINFO replication")).contains("role:master");
  }

  @Test
  void eachChainOfAClusterIsOnOneOfItsNodes() {
    List<RedisProcess> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(server("--cluster-enabled", "yes"));
    }
    for (int i = 0; i < 3; i++) {
      int from = i * 16_384 / 3;
      int to = (i + 1) * 16_384 / 3;
      StringBuilder slots = new StringBuilder("CLUSTER ADDSLOTS");
      for (int slot = from; slot < to; slot++) {
        slots.append(' ').append(slot);
      }
      assertThat(nodes.get(i).answers(slots.toString())).startsWith("+OK");
      nodes.get(i).answers("CLUSTER MEET 127.0.0.1 " + nodes.get(0).port());
    }
    for (RedisProcess node : nodes) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  node.answers("CLUSTER INFO").contains("cluster_state:ok")
                      && node.answers("CLUSTER INFO").contains("cluster_known_nodes:3"));
    }
    PositionStore store = store(new Topology.Cluster(), nodes, Optional.empty(), Optional.empty());
    RedisScriptedChain chain = new RedisScriptedChain(20, 22);
    store.acquire(CHAIN, OWNER);
    chain.writeTo(store, 20);
    for (int id = 2; id < 12; id++) {
      store.acquire(ChainId.evm(id), OWNER);
    }
    store.snapshot();
    assertThat(contents(store)).isEqualTo(chain.expected(20));
    assertThat(nodes).allSatisfy(node -> assertThat(node.answers("DBSIZE")).doesNotStartWith(":0"));
    try (PositionStore rebuilt = store.fromSnapshot(0).orElseThrow()) {
      assertThat(store.replace(CHAIN, OWNER, rebuilt)).isInstanceOf(ApplyResult.Applied.class);
    }
  }

  @Test
  void aUserOfTheAccessControlListIsEnough() {
    RedisProcess server = server();
    assertThat(
            server.answers(
                "ACL SETUSER desk on >p/a:s@s ~setoff:* +@all -@dangerous +info -@admin"))
        .startsWith("+OK");
    assertThat(server.answers("ACL SETUSER default off")).startsWith("+OK");
    PositionStore store =
        store(new Topology.Single(), List.of(server), Optional.of("desk"), Optional.of("p/a:s@s"));
    RedisScriptedChain chain = new RedisScriptedChain(5, 23);
    store.acquire(CHAIN, OWNER);
    chain.writeTo(store, 5);
    assertThat(contents(store)).isEqualTo(chain.expected(5));
  }
}
