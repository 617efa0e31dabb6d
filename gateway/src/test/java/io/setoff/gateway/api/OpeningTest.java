package io.setoff.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.watch.Pull;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean opened = new AtomicBoolean();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Pull<String>> stream = new CompletableFuture<>();
  private final CompletableFuture<Pull<String>> answer =
      Opening.of(
          ready,
          () -> {
            opened.set(true);
            return stream;
          });
  private final Pull<String> pull =
      new Pull<>() {
        @Override
        public CompletableFuture<String> next() {
          return new CompletableFuture<>();
        }

        @Override
        public void close() {
          closed.set(true);
        }
      };

  @Test
  void itIsOpenedOnceTheAccountIsReady() {
    assertThat(opened).isFalse();
    ready.complete(null);
    stream.complete(pull);
    assertThat(answer).isCompletedWithValue(pull);
    assertThat(closed).isFalse();
  }

  @Test
  void whoGoesAwayBeforeLeavesNothingOpen() {
    answer.cancel(false);
    ready.complete(null);
    assertThat(opened).isFalse();
  }

  @Test
  void whoGoesAwayMeanwhileLeavesNothingOpen() {
    ready.complete(null);
    answer.cancel(false);
    stream.complete(pull);
    assertThat(closed).isTrue();
  }
}
