package io.setoff.gateway.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.gateway.watch.Pull;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream to a gRPC client: pulls the next message only when the client has room for it.
 *
 * <p>A client that is there but takes nothing for a minute is closed. The transport says that there
 * is room; workers send.
 *
 * @param <T> a message
 */
final class WatchStream<T> {
  private static final Logger LOG = Logger.getLogger(WatchStream.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServerCallStreamObserver<T> client;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<Pull<T>> session = Optional.empty();
  private volatile CompletableFuture<Void> room = new CompletableFuture<>();

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
              } else {
                session = Optional.of(value);
                pull();
              }
            });
  }

  private void pull() {
    if (ended.get()) {
      session.ifPresent(Pull::close);
      return;
    }
    CompletableFuture<T> next = awaitRoom().thenCompose(ready -> session.orElseThrow().next());
    // What is there already is not sent within the call that has sent the message before it.
    var _ =
        next.isDone()
            ? next.whenCompleteAsync(this::made, Infrastructure.getDefaultExecutor())
            : next.whenComplete(this::made);
  }

  /** The worker that has made a message sends it, when it is one. */
  private void made(@Nullable T message, @Nullable Throwable error) {
    if (message == null) {
      fail(error == null ? new IllegalStateException("no message") : error);
    } else if (SharedThreads.mayBeKeptBusy()) {
      send(message);
    } else {
      Infrastructure.getDefaultExecutor().execute(() -> send(message));
    }
  }

  /** A transport may throw when its client has gone before it says so. */
  private void send(T message) {
    assert SharedThreads.mayBeKeptBusy();
    if (ended.get()) {
      return;
    }
    try {
      client.onNext(message);
    } catch (RuntimeException e) {
      LOG.debug("a message for a client that has gone", e);
      end();
      return;
    }
    pull();
  }

  /** There is room already, or {@link #hasRoom} is called after the future is in place. */
  private CompletableFuture<Void> awaitRoom() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    room = next;
    return client.isReady()
        ? CompletableFuture.completedFuture(null)
        : next.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void hasRoom() {
    room.complete(null);
  }

  /**
   * A failure that was not foreseen is logged even when the client has gone; that what was made for
   * it is not made any more is none.
   */
  private void fail(Throwable error) {
    if (ended.get() && Calls.cause(error) instanceof CancellationException) {
      return;
    }
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

  private void end() {
    if (ended.compareAndSet(false, true)) {
      session.ifPresent(Pull::close);
    }
  }
}
