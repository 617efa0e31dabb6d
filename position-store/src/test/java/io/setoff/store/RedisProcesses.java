package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.setoff.store.AcquireResult.Acquired;
import io.setoff.store.RedisHashes.Lag;
import io.setoff.store.RedisSettings.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Processes on one real server. */
abstract class RedisProcesses {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Duration LEASE = Duration.ofMillis(600);

  final Opened open = new Opened();
  RedisProcess server;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    server = start(new String[0]);
  }

  @AfterEach
  void close() throws Exception {
    open.closeAll();
  }

  RedisProcess start(String... options) {
    return open.add(
        RedisProcess.start(RedisProcess.installed().orElseGet(RedisProcess::packaged), options));
  }

  RedisSettings settings() {
    return new RedisSettings(
        new Topology.Single(),
        List.of(server.url()),
        Optional.empty(),
        Optional.empty(),
        "setoff",
        LEASE,
        PATIENCE);
  }

  PositionStore writer() {
    return open.add(RedisPositionStore.open(settings(), folder.resolve("w" + open.size())));
  }

  PositionStore writing() {
    return acquired(writer());
  }

  /** One whose hashes have each step before the next: the stream may be trimmed at any time. */
  PositionStore writingAtOnce() {
    return acquired(
        open.add(
            RedisPositionStore.open(
                settings(), folder.resolve("w" + open.size()), Optional.of(Turns.FREE), Lag.NONE)));
  }

  static PositionStore acquired(PositionStore store) {
    assertThat(store.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    return store;
  }

  PositionStore following() {
    return following("f" + open.size());
  }

  PositionStore following(String name) {
    return open.add(RedisPositionStore.follow(settings(), folder.resolve(name)));
  }

  static void awaitSame(PositionStore follower, PositionStore writer) {
    long seq = writer.cursor(CHAIN).map(ChainCursor::seq).orElse(0L);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> follower.cursor(CHAIN).map(ChainCursor::seq).orElse(0L) == seq);
    assertThat(contents(follower)).isEqualTo(contents(writer));
    assertThat(follower.cursor(CHAIN)).isEqualTo(writer.cursor(CHAIN));
  }
}
