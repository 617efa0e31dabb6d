package io.setoff.gateway.grpc;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.setoff.gateway.thread.SharedThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final int CALLS = 2_000;

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger onSharedThreads = new AtomicInteger();

  private final StreamObserver<String> observer =
      new StreamObserver<>() {
        @Override
        public void onNext(String value) {
          if (!SharedThreads.mayBeKeptBusy()) {
            onSharedThreads.incrementAndGet();
          }
        }

        @Override
        public void onError(Throwable error) {
          throw new IllegalStateException(error);
        }

        @Override
        public void onCompleted() {
          answered.incrementAndGet();
        }
      };

  /** Also one that is worked out before the thread that took the call has let go of it. */
  @Test
  void everyCallThatASharedThreadHasTakenIsAnsweredByAnother() throws InterruptedException {
    Thread shared =
        Thread.ofPlatform()
            .name("test-delayScheduler")
            .start(
                () -> {
                  for (int i = 0; i < CALLS; i++) {
                    Calls.answerElsewhere(
                        observer, () -> CompletableFuture.completedFuture("answer"));
                  }
                });
    shared.join();
    await().until(() -> answered.get() == CALLS);
    assertThat(onSharedThreads).hasValue(0);
  }
}
