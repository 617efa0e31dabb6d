package io.setoff.gateway.api;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.watch.Pull;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.WatchMarginResponse;
import io.setoff.v1.WatchPortfolioResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A portfolio's stream as a stream of its margin. */
final class MarginSession implements Pull<WatchMarginResponse> {
  /** A subscriber gives way to calls while the workers are busy. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Pull<WatchPortfolioResponse> portfolio;
  private final Supplier<CompletableFuture<GetMarginResponse>> margin;
  private volatile boolean closed;

  MarginSession(
      Pull<WatchPortfolioResponse> portfolio,
      Supplier<CompletableFuture<GetMarginResponse>> margin) {
    this.portfolio = portfolio;
    this.margin = margin;
  }

  @Override
  public CompletableFuture<WatchMarginResponse> next() {
    return portfolio.next().thenCompose(this::message);
  }

  private CompletableFuture<WatchMarginResponse> message(WatchPortfolioResponse event) {
    WatchMarginResponse.Builder message =
        WatchMarginResponse.newBuilder().setVersion(event.getVersion());
    return event.hasHeartbeat()
        ? CompletableFuture.completedFuture(message.setHeartbeat(event.getHeartbeat()).build())
        : newest().thenApply(newest -> message.setMargin(newest).build());
  }

  private CompletableFuture<GetMarginResponse> newest() {
    return margin
        .get()
        .exceptionallyCompose(
            error ->
                isBusy(error)
                    ? CompletableFuture.runAsync(() -> {}, later())
                        .thenCompose(done -> again(error))
                    : CompletableFuture.failedFuture(error));
  }

  /** Asks again, unless the stream has been closed meanwhile: nobody waits for that answer. */
  private CompletableFuture<GetMarginResponse> again(Throwable busy) {
    return closed ? CompletableFuture.failedFuture(busy) : newest();
  }

  private static boolean isBusy(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof RequestException refused
        && (refused.code() == RequestException.Code.RESOURCE_EXHAUSTED
            || refused.code() == RequestException.Code.DEADLINE_EXCEEDED);
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed = true;
    portfolio.close();
  }
}
