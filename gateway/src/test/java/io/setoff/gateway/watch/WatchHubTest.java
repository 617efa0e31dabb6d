package io.setoff.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.StoredChain;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.model.Finality;
import io.setoff.v1.Portfolio;
import io.setoff.v1.WatchPortfolioResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class WatchHubTest {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final long PATIENCE_SECONDS = 20;
  private static final AccountRef SLOW = StoredChain.account(1);
  private static final AccountRef QUICK = StoredChain.account(2);

  @TempDir private Path folder = Path.of("");

  private static CompletableFuture<WatchSession> open(WatchHub hub, AccountRef account) {
    return hub.open(account, Finality.LATEST, "", HEARTBEAT);
  }

  private static WatchPortfolioResponse next(WatchSession session) throws Exception {
    return session.next().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aPortfolioThatTakesLongHoldsUpNoOther() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (StoredChain chain = new StoredChain(folder);
        WatchHub hub =
            new WatchHub(
                chain.book(),
                (account, view) -> {
                  if (account.equals(SLOW)) {
                    awaitOn(end);
                  }
                  return chain.portfolio(account, view);
                },
                Clock.systemUTC())) {
      CompletableFuture<WatchSession> slow = open(hub, SLOW);
      WatchSession quick = open(hub, QUICK).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      WatchPortfolioResponse first = next(quick);
      assertThat(first.hasSnapshot()).isTrue();
      chain.extend(QUICK, 7);
      WatchPortfolioResponse message = next(quick);
      while (message.hasHeartbeat()) {
        message = next(quick);
      }
      assertThat(message.getDelta().getFromVersion()).isEqualTo(first.getVersion());
      assertThat(open(hub, QUICK).get(PATIENCE_SECONDS, TimeUnit.SECONDS).next())
          .succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
      assertThat(slow).isNotDone();
      end.countDown();
      assertThat(next(slow.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSnapshot()).isTrue();
    }
  }

  @Test
  void aPortfolioThatCannotBeComputedIsSaidAndTheNextStreamTriesAgain() {
    CountDownLatch mended = new CountDownLatch(1);
    try (StoredChain chain = new StoredChain(folder);
        WatchHub hub =
            new WatchHub(
                chain.book(),
                (account, view) -> {
                  if (mended.getCount() > 0) {
                    throw new IllegalStateException("a fault");
                  }
                  return chain.portfolio(account, view);
                },
                Clock.systemUTC())) {
      assertThat(open(hub, QUICK))
          .failsWithin(Duration.ofSeconds(PATIENCE_SECONDS))
          .withThrowableThat()
          .withMessageContaining("a fault");
      mended.countDown();
      assertThat(open(hub, QUICK)).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
    }
  }

  /** A token of another gateway, which is further. */
  @Test
  void aStreamDoesNotGoBackBehindItsToken() throws Exception {
    try (StoredChain chain = new StoredChain(folder);
        WatchHub hub = new WatchHub(chain.book(), chain::portfolio, Clock.systemUTC())) {
      Portfolio now = chain.portfolio(QUICK, Finality.LATEST).message();
      long ahead = now.getVersion() + 1;
      String token = ResumeToken.of(now.toBuilder().setVersion(ahead).build());
      CompletableFuture<WatchSession> resumed =
          hub.open(QUICK, Finality.LATEST, token, Duration.ofMillis(50));
      assertThat(open(hub, QUICK)).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
      assertThat(resumed).isNotDone();
      chain.extend();
      WatchPortfolioResponse first = next(resumed.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertThat(first.getVersion()).isGreaterThanOrEqualTo(ahead);
    }
  }

  private static void awaitOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
