package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.setoff.model.AccountId;
import io.setoff.store.AcquireResult.Acquired;
import io.setoff.store.AcquireResult.Held;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Processes that ask for accounts, report, and take over a chain from each other. */
class RedisSharedTest extends RedisProcesses {
  private static final AccountId SOMEBODY = new AccountId(CHAIN, "0x%040x".formatted(3));

  @Test
  void whatIsAskedForAndMarkedInOneProcessIsSeenByAll() {
    PositionStore writer = writing();
    PositionStore one = following();
    PositionStore two = following();
    List<PositionStore> all = List.of(writer, one, two);
    all.forEach(store -> assertThat(store.tracked(CHAIN)).isEmpty());
    one.track(SOMEBODY);
    two.quarantine(SOMEBODY, PositionStoreContract.OFF_BY_ONE);
    for (PositionStore store : all) {
      await()
          .untilAsserted(
              () -> {
                assertThat(store.tracked(CHAIN)).containsExactly(SOMEBODY.address());
                assertThat(store.quarantineOf(SOMEBODY)).contains(PositionStoreContract.OFF_BY_ONE);
              });
    }
    two.untrack(SOMEBODY);
    one.release(SOMEBODY);
    for (PositionStore store : all) {
      await()
          .untilAsserted(
              () -> {
                assertThat(store.tracking(CHAIN).wanted()).isEmpty();
                assertThat(store.tracking(CHAIN).leaving()).containsExactly(SOMEBODY.address());
                assertThat(store.quarantined(CHAIN)).isEmpty();
              });
    }
    assertThat(following().tracking(CHAIN)).isEqualTo(writer.tracking(CHAIN));
  }

  /** The writer drops an account's rows while another process asks for it again. */
  @Test
  void whoIsAskedForAgainWhileItsRowsAreDroppedStaysAskedFor() {
    PositionStore writer = writing();
    PositionStore follower = following();
    follower.track(SOMEBODY);
    follower.untrack(SOMEBODY);
    await().until(() -> writer.tracking(CHAIN).leaving().contains(SOMEBODY.address()));
    assertThat(server.answers("HSET " + bucketOf(SOMEBODY) + " " + SOMEBODY.address() + " 1"))
        .startsWith(":0");
    Batch first = new RedisScriptedChain(1, 39).batch(1);
    assertThat(writer.apply(dropping(first))).isInstanceOf(Applied.class);
    assertThat(following().tracked(CHAIN)).containsExactly(SOMEBODY.address());
  }

  private static String bucketOf(AccountId account) {
    return RedisKeys.of(RedisSettings.of("redis://x:1"), CHAIN).tracked(account.address());
  }

  private static Batch dropping(Batch batch) {
    return new Batch(
        batch.chain(),
        batch.owner(),
        batch.expectedHead(),
        batch.revertTo(),
        batch.units(),
        batch.safeHeight(),
        batch.finalizedHeight(),
        batch.keepFrom(),
        new TreeSet<>(List.of(SOMEBODY.address())));
  }

  private static ChainHealth health(ChainHealth.State state, long contact) {
    return new ChainHealth(
        CHAIN, state, Instant.ofEpochSecond(contact), Instant.ofEpochSecond(contact - 1), 7, "x");
  }

  @Test
  void whatTheWriterReportsReachesFollowersWithItsTimeAndIsNotRefreshedWhenItIsDead() {
    PositionStore writer = writing();
    HealthRecorder early = new HealthRecorder();
    following().subscribe(CHAIN, early);
    ChainHealth first = health(ChainHealth.State.LIVE, 100);
    writer.report(first);
    await().untilAsserted(() -> assertThat(early.health).containsExactly(first));
    ChainHealth second = health(ChainHealth.State.HALTED, 200);
    writer.report(second);
    await().untilAsserted(() -> assertThat(early.health).containsExactly(first, second));
    writer.close();
    HealthRecorder late = new HealthRecorder();
    PositionStore follower = following();
    follower.subscribe(CHAIN, late);
    await().untilAsserted(() -> assertThat(late.health).containsExactly(second));
    PositionStore next = writing();
    next.report(health(ChainHealth.State.LIVE, 300));
    await().untilAsserted(() -> assertThat(late.health).hasSize(2));
  }

  private static final class HealthRecorder extends BatchRecorder {
    final List<ChainHealth> health = new CopyOnWriteArrayList<>();

    @Override
    public void health(ChainHealth value) {
      health.add(value);
    }
  }

  @Test
  void whoStandsByFollowsAndTakesOverWithoutAGap() {
    PositionStore first = writing();
    PositionStore second = writer();
    BatchRecorder heard = new BatchRecorder();
    second.subscribe(CHAIN, heard);
    RedisScriptedChain chain = new RedisScriptedChain(40, 40);
    chain.writeTo(first, 15);
    AcquireResult refused = second.acquire(CHAIN, OWNER);
    assertThat(refused).isInstanceOf(Held.class);
    assertThat(((Held) refused).left()).isBetween(Duration.ZERO, LEASE);
    assertThat(second.apply(chain.batch(16))).isInstanceOf(Fenced.class);
    first.close();
    assertThat(second.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    assertThat(contents(second)).isEqualTo(chain.expected(15));
    chain.writeTo(second, 40);
    heard.awaitSeq(40);
    assertThat(heard.seqs).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
    assertThat(contents(second)).isEqualTo(chain.expected(40));
  }
}
