package io.setoff.gateway.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SharedThreadsTest {
  @Test
  void anEventLoopAndTheTimerAreShared() {
    CompletableFuture<Boolean> loop = new CompletableFuture<>();
    Vertx vertx = Vertx.vertx();
    try {
      vertx.runOnContext(none -> loop.complete(SharedThreads.mayBeKeptBusy()));
      assertThat(loop.join()).isFalse();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    CompletableFuture<Void> late = new CompletableFuture<>();
    CompletableFuture<Boolean> timer = late.thenApply(done -> SharedThreads.mayBeKeptBusy());
    late.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
    assertThat(timer.join()).isFalse();
  }

  @Test
  void workersAreNot() {
    assertThat(SharedThreads.mayBeKeptBusy()).isTrue();
    assertThat(CompletableFuture.supplyAsync(SharedThreads::mayBeKeptBusy).join()).isTrue();
  }
}
