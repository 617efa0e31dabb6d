package io.setoff.gateway.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.setoff.gateway.watch.Pull;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Sends a stream to a gRPC client: pulls the next message only when the client has room for it.
 *
 * <p>On the shared HTTP port a client that goes away is not always reported (Vert.x 4.5, Quarkus
 * issue 56268); it only stops taking messages. So a client that takes nothing for a minute is
 * closed.
 *
 * @param <T> a message
 */
final class WatchStream<T> {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServerCallStreamObserver<T> client;
  private final AtomicBoolean ended = new AtomicBoolean();
  private Optional<Pull<T>> session = Optional.empty();
  private CompletableFuture<Void> room = new CompletableFuture<>();

  WatchStream(ServerCallStreamObserver<T> client) {
    this.client = client;
    client.setOnReadyHandler(this::hasRoom);
    client.setOnCancelHandler(this::end);
  }

  void start(Supplier<CompletableFuture<? extends Pull<T>>> open) {
    CompletableFuture<? extends Pull<T>> opened;
    try {
      opened = open.get();
    } catch (RuntimeException e) {
      client.onError(Calls.status(e));
      return;
    }
    var _ =
        opened.whenComplete(
            (value, error) -> {
              if (error != null) {
                fail(error);
              } else if (begin(value)) {
                pull();
              }
            });
  }

  private synchronized boolean begin(Pull<T> value) {
    session = Optional.of(value);
    if (ended.get()) {
      value.close();
    }
    return !ended.get();
  }

  private void pull() {
    if (ended.get()) {
      return;
    }
    var _ =
        awaitRoom()
            .thenCompose(ready -> session.orElseThrow().next())
            .whenComplete(
                (message, error) -> {
                  if (error != null) {
                    fail(error);
                  } else if (!ended.get()) {
                    client.onNext(message);
                    pull();
                  }
                });
  }

  private synchronized CompletableFuture<Void> awaitRoom() {
    if (client.isReady()) {
      return CompletableFuture.completedFuture(null);
    }
    room = new CompletableFuture<>();
    return room.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void hasRoom() {
    room.complete(null);
  }

  /** A failure that was not foreseen is logged even when the client has gone. */
  private void fail(Throwable error) {
    boolean slow =
        error instanceof java.util.concurrent.TimeoutException
            || error.getCause() instanceof java.util.concurrent.TimeoutException;
    StatusRuntimeException status =
        slow
            ? Status.DEADLINE_EXCEEDED
                .withDescription("nothing was read for " + PATIENCE.toSeconds() + " s")
                .asRuntimeException()
            : Calls.status(error);
    if (!ended.get()) {
      client.onError(status);
    }
    end();
  }

  private synchronized void end() {
    if (ended.compareAndSet(false, true)) {
      session.ifPresent(Pull::close);
    }
  }
}
