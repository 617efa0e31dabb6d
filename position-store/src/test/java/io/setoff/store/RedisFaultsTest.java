package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.AcquireResult.Acquired;
import io.setoff.store.AcquireResult.Held;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis that dies, forgets, fills up and changes its role under a store. */
class RedisFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IMPATIENT = Duration.ofMillis(300);
  private static final Duration LEASE = Duration.ofMillis(600);

  private final Opened open = new Opened();

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    open.closeAll();
  }

  private RedisProcess server(String... options) {
    return open.add(
        RedisProcess.start(RedisProcess.installed().orElseGet(RedisProcess::packaged), options));
  }

  private PositionStore store(String url, Duration lease, Duration patience) {
    RedisSettings settings =
        new RedisSettings(
            new Topology.Single(),
            List.of(url),
            Optional.empty(),
            Optional.empty(),
            "setoff",
            lease,
            patience);
    return open.add(RedisPositionStore.open(settings, folder.resolve("f" + open.size())));
  }

  private PositionStore writing(String url) {
    PositionStore store = store(url, RedisSettings.USUAL_LEASE, PATIENCE);
    store.acquire(CHAIN, OWNER);
    return store;
  }

  @Test
  void nothingIsWrongAfterAServerWasKilledWhileItWasWrittenTo() {
    RedisProcess server = server("--appendfsync", "everysec");
    PositionStore store = writing(server.url());
    int blocks = 400;
    RedisScriptedChain chain = new RedisScriptedChain(blocks, 7);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> chain.writeTo(store, blocks));
    for (int kill = 1; kill <= 4; kill++) {
      long from = kill * 70L;
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> store.cursor(CHAIN).filter(cursor -> cursor.seq() >= from).isPresent());
      server.kill();
      server.restart();
    }
    writing.join();
    assertThat(contents(store)).isEqualTo(chain.expected(blocks));
    assertThat(contents(store(server.url(), LEASE, PATIENCE))).isEqualTo(chain.expected(blocks));
  }

  @Test
  void aStepWhoseAnswerWasLostIsAppliedOnce() throws IOException {
    RedisProcess server = server();
    CuttingProxy proxy = open.add(new CuttingProxy(server.port()));
    PositionStore store = writing(proxy.url());
    RedisScriptedChain chain = new RedisScriptedChain(30, 8);
    for (int block = 1; block <= 30; block++) {
      if (block % 3 == 0) {
        proxy.cutTheAnswerTo(chain.batch(block).units().getFirst().block().hash());
      }
      assertThat(store.apply(chain.batch(block))).isInstanceOf(Applied.class);
    }
    assertThat(proxy.cuts()).isEqualTo(10);
    assertThat(contents(store)).isEqualTo(chain.expected(30));
  }

  @Test
  void aStepOfWhichNothingIsKnownIsFoundOutByTheNext() throws IOException {
    RedisProcess server = server();
    CuttingProxy proxy = open.add(new CuttingProxy(server.port()));
    PositionStore store = store(proxy.url(), RedisSettings.USUAL_LEASE, IMPATIENT);
    store.acquire(CHAIN, OWNER);
    RedisScriptedChain chain = new RedisScriptedChain(5, 9);
    chain.writeTo(store, 3);
    proxy.close();
    assertThatThrownBy(() -> store.apply(chain.batch(4)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("no answer of")
        .hasMessageContaining(proxy.url());
    assertThat(store.cursor(CHAIN).orElseThrow().seq()).isEqualTo(3);
    assertThat(contents(store(server.url(), LEASE, PATIENCE))).isEqualTo(chain.expected(3));
  }

  @Test
  void aLargeStepOfAWriterThatDiesInItsMiddleIsWholeForAllOthers() throws IOException {
    RedisProcess server = server();
    CuttingProxy proxy = open.add(new CuttingProxy(server.port()));
    PositionStore store = store(proxy.url(), LEASE, IMPATIENT);
    assertThat(store.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      changes.put(
          new RowKey("t", "whale", "i" + (1_000 + i)), Optional.of(RedisScriptedChain.row(i)));
    }
    BlockRef block = ReferenceChain.block(1, "large", ReferenceChain.hash("g"));
    proxy.endAt("t\0whale\0i2500");
    Batch large =
        new Batch(
            CHAIN,
            OWNER,
            Optional.empty(),
            Optional.empty(),
            List.of(new Unit(block, false, changes)),
            1,
            1,
            1);
    assertThatThrownBy(() -> store.apply(large)).isInstanceOf(StoreUnavailableException.class);

    PositionStore reader = store(server.url(), LEASE, PATIENCE);
    assertThat(reader.items(CHAIN, "t", "whale")).hasSize(3_000);
    await().until(() -> reader.acquire(CHAIN, OWNER) instanceof Acquired);
    assertThat(server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 0")).doesNotStartWith(":0");
    PositionStore late = store(server.url(), LEASE, PATIENCE);
    assertThat(late.items(CHAIN, "t", "whale")).isEqualTo(reader.items(CHAIN, "t", "whale"));
    assertThat(late.cursor(CHAIN)).isEqualTo(reader.cursor(CHAIN));
  }

  @Test
  void aServerThatForgotTheScriptsIsSentThemAgain() {
    RedisProcess server = server();
    PositionStore store = writing(server.url());
    RedisScriptedChain chain = new RedisScriptedChain(10, 10);
    for (int block = 1; block <= 10; block++) {
      assertThat(server.answers("SCRIPT FLUSH")).startsWith("+OK");
      assertThat(store.apply(chain.batch(block))).isInstanceOf(Applied.class);
    }
    assertThat(contents(store)).isEqualTo(chain.expected(10));
  }

  @Test
  void aServerThatLostStepsIsWrittenOnFromWhereItIs() {
    RedisProcess server = server();
    PositionStore store = writing(server.url());
    RedisScriptedChain chain = new RedisScriptedChain(20, 11);
    AccountId account = new AccountId(CHAIN, "0x%040x".formatted(3));
    store.track(account);
    store.quarantine(account, PositionStoreContract.OFF_BY_ONE);
    chain.writeTo(store, 9);
    assertThat(server.answers("FLUSHALL")).startsWith("+OK");
    chain.writeTo(store, 20);
    assertThat(chain.rewinds()).isEqualTo(1);
    PositionStore another = store(server.url(), LEASE, PATIENCE);
    assertThat(another.tracked(CHAIN)).containsExactly(account.address());
    assertThat(another.quarantineOf(account)).contains(PositionStoreContract.OFF_BY_ONE);
    store.release(account);
    assertThat(contents(store)).isEqualTo(chain.expected(20));
  }

  /** As after a failover to a replica that had not got the newest steps. */
  @Test
  void numbersOfStepsDoNotGoBackWithTheServer() {
    RedisProcess server = server();
    PositionStore store = writing(server.url());
    RedisScriptedChain chain = new RedisScriptedChain(20, 17);
    chain.writeTo(store, 9);
    RedisProcess older = open.add(server.copy());
    chain.writeTo(store, 12);
    assertThat(store.cursor(CHAIN).orElseThrow().seq()).isEqualTo(12);
    server.become(older);
    chain.writeTo(store, 20);
    assertThat(chain.rewinds()).isEqualTo(1);
    assertThat(store.cursor(CHAIN).orElseThrow().seq()).isEqualTo(13 + 11);
    assertThat(store.cursor(CHAIN).orElseThrow().reorgs()).isEqualTo(1);
    assertThat(contents(store)).isEqualTo(chain.expected(20));
  }

  @Test
  void whoLostTheChainToAnotherProcessIsRefused() {
    RedisProcess server = server();
    RedisScriptedChain chain = new RedisScriptedChain(20, 12);
    PositionStore first = store(server.url(), LEASE, PATIENCE);
    first.acquire(CHAIN, OWNER);
    chain.writeTo(first, 5);
    PositionStore second = store(server.url(), LEASE, PATIENCE);
    assertThat(second.acquire(CHAIN, OWNER))
        .as("the first one renews its right")
        .isInstanceOf(Held.class);
    assertThat(server.answers("HSET setoff:{eip155:1}:m holder nobody until 0"))
        .as("a process that is gone wrote it last: there is no right to renew")
        .startsWith(":0");
    assertThat(second.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    chain.writeTo(second, 12);

    assertThat(first.apply(chain.batch(6))).isInstanceOf(Fenced.class);
    await().untilAsserted(() -> assertThat(contents(first)).isEqualTo(chain.expected(12)));
    assertThat(contents(second)).isEqualTo(chain.expected(12));
    assertThat(second.apply(chain.batch(13))).isInstanceOf(Applied.class);
  }

  @Test
  void aProcessThatIsGoneLosesItsChainsWhenItsTimeIsUpAndOneThatEndsAtOnce() {
    RedisProcess server = server();
    RedisScriptedChain chain = new RedisScriptedChain(6, 13);
    assertThat(server.answers("HSET setoff:{eip155:1}:m holder gone until " + inMillis(LEASE)))
        .startsWith(":2");
    PositionStore first = store(server.url(), Duration.ofSeconds(30), PATIENCE);
    await().until(() -> first.acquire(CHAIN, OWNER) instanceof Acquired);
    chain.writeTo(first, 3);
    first.close();
    PositionStore second = store(server.url(), LEASE, PATIENCE);
    assertThat(second.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    chain.writeTo(second, 6);
    assertThat(contents(second)).isEqualTo(chain.expected(6));
  }

  private static long inMillis(Duration time) {
    return System.currentTimeMillis() + time.toMillis();
  }

  @Test
  void aFullServerIsNamedAndLosesNothing() {
    RedisProcess server = server();
    PositionStore store = writing(server.url());
    RedisScriptedChain chain = new RedisScriptedChain(10, 14);
    chain.writeTo(store, 5);
    assertThat(server.answers("CONFIG SET maxmemory 1")).startsWith("+OK");
    assertThatThrownBy(() -> store.apply(chain.batch(6)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("OOM, its memory is full (maxmemory)");
    assertThat(contents(store)).as("reads go on").isEqualTo(chain.expected(5));
    assertThat(server.answers("CONFIG SET maxmemory 0")).startsWith("+OK");
    assertThat(store.apply(chain.batch(6))).isInstanceOf(Applied.class);
    chain.writeTo(store, 10);
    assertThat(contents(store)).isEqualTo(chain.expected(10));
  }

  @Test
  void aServerThatBecameAReplicaIsNamedAndLosesNothing() {
    RedisProcess server = server();
    PositionStore store = store(server.url(), RedisSettings.USUAL_LEASE, IMPATIENT);
    store.acquire(CHAIN, OWNER);
    RedisScriptedChain chain = new RedisScriptedChain(10, 15);
    chain.writeTo(store, 5);
    int nobody = RedisProcess.freePort();
    assertThat(server.answers("REPLICAOF 127.0.0.1 " + nobody)).startsWith("+OK");
    assertThatThrownBy(() -> store.apply(chain.batch(6)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("READONLY, this server is a replica");
    assertThat(server.answers("REPLICAOF NO ONE")).startsWith("+OK");
    chain.writeTo(store, 10);
    assertThat(contents(store)).isEqualTo(chain.expected(10));
  }

  @Test
  void aFaultOfOneChainStopsNoOther() {
    RedisProcess server = server();
    PositionStore store = writing(server.url());
    RedisScriptedChain chain = new RedisScriptedChain(5, 16);
    assertThat(server.answers("SET setoff:{eip155:2}:m broken")).startsWith("+OK");
    assertThatThrownBy(() -> store.acquire(ChainId.evm(2), OWNER))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("WRONGTYPE");
    chain.writeTo(store, 5);
    assertThat(contents(store)).isEqualTo(chain.expected(5));
  }

  @Test
  void whatAnotherReleaseHasWrittenIsRefused() {
    RedisProcess server = server();
    PositionStore store = writing(server.url());
    new RedisScriptedChain(2, 18).writeTo(store, 2);
    for (String other :
        List.of("HSET setoff:{eip155:1}:m format 4", "HDEL setoff:{eip155:1}:m format")) {
      assertThat(server.answers(other)).doesNotStartWith("-");
      PositionStore next = store(server.url(), LEASE, PATIENCE);
      assertThatThrownBy(() -> next.cursor(CHAIN))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("of another release");
    }
  }

  @Test
  void aServerThatThrowsKeysAwayIsRefused() {
    RedisProcess server = server("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
    assertThatThrownBy(() -> store(server.url(), LEASE, PATIENCE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("needs maxmemory-policy noeviction, has allkeys-lru");
  }
}
