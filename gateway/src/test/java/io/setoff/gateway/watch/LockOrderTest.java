package io.setoff.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.setoff.gateway.StoredChain;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.model.Finality;
import io.setoff.store.ApplyResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two streams of one account are opened: one by a writer's block, which makes the account ready,
 * one by a reader that is computing meanwhile and then asks the store. When the writer tells within
 * a lock that the reader asks for, and opens within one that the reader has, neither goes on.
 */
class LockOrderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(9);
  private static final AccountRef ACCOUNT = StoredChain.account(1);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  @TempDir private Path folder = Path.of("");

  @Test
  void aWriterThatTellsAndAReaderThatAsksPassEachOther() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(2);
    try (StoredChain chain = new StoredChain(folder);
        WatchHub hub =
            new WatchHub(
                chain.book(),
                (account, view) -> {
                  reading.countDown();
                  awaitOn(told);
                  assertThat(chain.store().quarantineOf(account.ids().getFirst())).isEmpty();
                  return chain.portfolio(account, view);
                },
                Clock.systemUTC())) {
      var _ =
          chain
              .tracking()
              .ready(ACCOUNT)
              .thenRun(
                  () -> {
                    told.countDown();
                    open(hub, opened);
                  });
      await().atMost(PATIENCE).until(() -> !chain.store().tracked(StoredChain.CHAIN).isEmpty());
      var _ = CompletableFuture.runAsync(() -> open(hub, opened), threads);
      reading.await();

      CompletableFuture<ApplyResult> applied =
          CompletableFuture.supplyAsync(() -> chain.extend(ACCOUNT, 1), threads);

      assertThat(applied.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ApplyResult.Applied.class);
      assertThat(opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void open(WatchHub hub, CountDownLatch opened) {
    var _ =
        hub.open(ACCOUNT, Finality.LATEST, "", Duration.ofSeconds(1)).thenRun(opened::countDown);
  }

  private static void awaitOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
