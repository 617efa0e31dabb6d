package io.setoff.gateway.compute;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.setoff.gateway.config.RiskConfig.Workers;
import io.setoff.gateway.portfolio.RequestException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final CountDownLatch gate = new CountDownLatch(1);
  private WorkerPool pool = pool(LONG);

  private static WorkerPool pool(Duration patience) {
    return new WorkerPool("test", new Workers(1, 1, patience));
  }

  @AfterEach
  void close() {
    gate.countDown();
    pool.close();
  }

  /** One call that keeps the only thread busy until the gate opens. */
  private CompletableFuture<String> block() {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> blocked =
        pool.submit(
            () -> {
              begun.countDown();
              gate.await();
              return "done";
            });
    await().until(() -> begun.getCount() == 0);
    return blocked;
  }

  @Test
  void whatDoesNotFitIsRefusedAtOnceAndTheRestIsDone() {
    CompletableFuture<String> running = block();
    CompletableFuture<String> waiting = pool.submit(() -> Thread.currentThread().getName());
    CompletableFuture<String> refused = pool.submit(() -> "never");
    assertThat(refused).isCompletedExceptionally();
    assertThat(code(refused)).isEqualTo(RequestException.Code.RESOURCE_EXHAUSTED);
    assertThat(pool.refused()).isEqualTo(1);
    assertThat(pool.waiting()).isEqualTo(1);
    assertThat(pool.busy()).isEqualTo(1);
    gate.countDown();
    assertThat(running.join()).isEqualTo("done");
    assertThat(waiting.join()).isEqualTo("test-1");
    await().until(() -> pool.finished() == 2);
    assertThat(pool.workTime()).isPositive();
  }

  @Test
  void cancelledWorkLeavesTheQueue() {
    var _ = block();
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<Boolean> waiting = pool.submit(() -> ran.getAndSet(true));
    waiting.cancel(false);
    assertThat(pool.waiting()).isZero();
    CompletableFuture<String> next = pool.submit(() -> "next");
    gate.countDown();
    assertThat(next.join()).isEqualTo("next");
    assertThat(ran).isFalse();
  }

  @Test
  void aCallThatTakesTooLongIsGivenUp() {
    pool.close();
    pool = pool(Duration.ofMillis(50));
    CompletableFuture<String> running =
        pool.submit(
            () -> {
              gate.await();
              return "never";
            });
    CompletableFuture<String> waiting = pool.submit(() -> "never");
    assertThat(code(running)).isEqualTo(RequestException.Code.DEADLINE_EXCEEDED);
    assertThat(code(waiting)).isEqualTo(RequestException.Code.DEADLINE_EXCEEDED);
    assertThat(pool.waiting()).isZero();
  }

  @Test
  void aFailureOfTheWorkIsTheAnswer() {
    CompletableFuture<String> failed =
        pool.submit(
            () -> {
              throw new StackOverflowError("too deep");
            });
    CompletionException error = catchThrowableOfType(CompletionException.class, failed::join);
    assertThat(error).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(pool.submit(() -> "next").join()).isEqualTo("next");
  }

  private static RequestException.Code code(CompletableFuture<?> answer) {
    CompletionException error = catchThrowableOfType(CompletionException.class, answer::join);
    return Optional.ofNullable((RequestException) error.getCause()).orElseThrow().code();
  }
}
