package io.setoff.gateway.rest;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Whoever reads a stream: the next message is asked for when the one before has been taken. */
final class Reader {
  private final Duration patience;
  private final Runnable sendAway;
  private final AtomicReference<Future<?>> alarm =
      new AtomicReference<>(CompletableFuture.completedFuture(true));

  /**
   * A reader who has not been sent anything.
   *
   * @param patience time in which a message must be taken
   * @param sendAway done once when it was not
   */
  Reader(Duration patience, Runnable sendAway) {
    this.patience = patience;
    this.sendAway = sendAway;
  }

  /** The same messages, each waited for. */
  <T> Multi<T> of(Multi<T> messages) {
    return messages
        .onItem()
        .invoke(this::sent)
        .onRequest()
        .invoke(this::taken)
        .onTermination()
        .invoke(this::taken);
  }

  private void sent() {
    CompletableFuture<Void> waiting =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    var _ = waiting.thenRun(sendAway);
    alarm.set(waiting);
  }

  private void taken() {
    alarm.get().cancel(false);
  }
}
