package io.setoff.oracle.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamLogTest {

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoTakesALineForLongHoldsUpNobodyWhoAsks() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    StreamLog log =
        new StreamLog(
            "slow",
            line -> {
              told.countDown();
              uninterrupted(goOn);
            });
    Thread teller = Thread.ofPlatform().start(() -> log.nothing("no signer answers"));
    try {
      told.await();
      assertThat(CompletableFuture.supplyAsync(log::failures).get(1, TimeUnit.MINUTES)).isOne();
      assertThat(CompletableFuture.supplyAsync(() -> log.newest(1)).get(1, TimeUnit.MINUTES))
          .isEqualTo(List.of());
    } finally {
      goOn.countDown();
      teller.join();
    }
  }
}
