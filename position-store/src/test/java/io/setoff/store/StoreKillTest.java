package io.setoff.store;

import static io.setoff.store.SoundChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that write a store which others run, killed and stopped at any instant (rows P1 and P4
 * of the catalogue). {@code -Dsetoff.disks.scale=10} for the full counts.
 */
class StoreKillTest {
  private static final int SCALE = Integer.getInteger("setoff.disks.scale", 1);
  private static final long SEED = 20261130;

  private final Opened open = new Opened();

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    open.closeAll();
  }

  private RedisProcess server() {
    return open.add(RedisProcess.start(RedisProcess.packaged()));
  }

  private void assertIsOfTheChain(RedisProcess server, SoundChain chain, int acknowledged) {
    try (PositionStore read = StoreWriterMain.open(server.url(), folder.resolve("reader"))) {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> assertThat(chain.done(read)).isBetween(acknowledged, acknowledged + 1));
      assertThat(contents(read)).isEqualTo(chain.expected(chain.done(read)));
    }
  }

  @Test
  void afterAKillAtAnyInstantTheServerHasAllThatWasAcknowledged() {
    Random random = new Random(SEED);
    RedisProcess server = server();
    SoundChain chain = new SoundChain(3_000 * SCALE, SEED);
    int acknowledged = 0;
    for (int kill = 0; kill < 5 * SCALE; kill++) {
      try (StoreWriter writer =
          StoreWriter.start(folder.resolve("writer-" + kill), server.url(), chain.size(), SEED)) {
        writer.awaitAcknowledged(acknowledged + 1 + random.nextInt(40));
        writer.kill();
        assertThat(writer.refusals()).isEmpty();
        acknowledged = Math.max(acknowledged, writer.acknowledged());
      }
      assertIsOfTheChain(server, chain, acknowledged);
    }
    assertThat(acknowledged).isGreaterThanOrEqualTo(5 * SCALE);
  }

  /** It is stopped for longer than its right lasts, and does not know when it goes on. */
  @Test
  void aWriterThatWasStoppedIsFencedOnceAnotherHasTakenOver() {
    RedisProcess server = server();
    SoundChain chain = new SoundChain(3_000 * SCALE, SEED);
    int at = 0;
    StoreWriter writing = writer(server, chain, 0);
    for (int stop = 0; stop < 3 * SCALE; stop++) {
      writing.awaitAcknowledged(at + 10);
      writing.signal("STOP");
      at = writing.acknowledged();
      StoreWriter next = writer(server, chain, stop + 1);
      next.awaitAcknowledged(at + 5);
      at = next.acknowledged();
      writing.signal("CONT");
      assertThat(writing.awaitEnd()).isEqualTo(3);
      assertThat(writing.refusals()).singleElement().asString().startsWith("refused FENCED by");
      writing = next;
    }
    writing.kill();
    assertIsOfTheChain(server, chain, writing.acknowledged());
  }

  private StoreWriter writer(RedisProcess server, SoundChain chain, int number) {
    return open.add(
        StoreWriter.start(folder.resolve("w" + number), server.url(), chain.size(), SEED));
  }
}
