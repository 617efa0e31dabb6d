package io.setoff.gateway.api;

import io.setoff.gateway.api.TotalsService.Answer;
import io.setoff.gateway.watch.Pull;
import io.setoff.gateway.wire.Messages;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.Heartbeat;
import io.setoff.v1.WatchTotalsResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Totals that are looked at once a second, and sent when they are others: whoever reads slowly
 * misses those in between. Looking costs next to nothing while no block has come.
 */
final class TotalsSession implements Pull<WatchTotalsResponse> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Supplier<CompletableFuture<Answer>> totals;
  private final Duration heartbeat;
  private final Clock clock;
  private Optional<Answer> sent = Optional.empty();
  private Instant lastMessage = Instant.EPOCH;
  private volatile boolean closed;

  TotalsSession(Supplier<CompletableFuture<Answer>> totals, Duration heartbeat, Clock clock) {
    this.totals = totals;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<WatchTotalsResponse> next() {
    return sent.isEmpty() ? totals.get().thenApply(this::message) : afterAWhile();
  }

  private CompletableFuture<WatchTotalsResponse> afterAWhile() {
    return CompletableFuture.supplyAsync(() -> closed, later())
        .thenCompose(
            isClosed ->
                isClosed
                    ? CompletableFuture.<Optional<Answer>>failedFuture(new CancellationException())
                    : look())
        .thenCompose(
            answer -> {
              if (answer.isPresent() && isNews(answer.get())) {
                return CompletableFuture.completedFuture(message(answer.get()));
              }
              return clock.instant().isBefore(lastMessage.plus(heartbeat))
                  ? afterAWhile()
                  : CompletableFuture.completedFuture(heartbeat());
            });
  }

  /** Empty while the worker is busy: a subscriber gives way to calls. */
  private CompletableFuture<Optional<Answer>> look() {
    return totals
        .get()
        .thenApply(Optional::of)
        .exceptionallyCompose(
            error ->
                MarginSession.isBusy(error)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : CompletableFuture.failedFuture(error));
  }

  private boolean isNews(Answer answer) {
    return sent.filter(
            last ->
                answer.version() < last.version()
                    || content(last.response()).equals(content(answer.response())))
        .isEmpty();
  }

  /** Without what changes though nothing has happened: when a node last answered. */
  private static GetTotalsResponse content(GetTotalsResponse response) {
    GetTotalsResponse.Builder content = response.toBuilder();
    content.getAsOfBuilderList().forEach(block -> block.clearObservedAt());
    return content.build();
  }

  private WatchTotalsResponse message(Answer answer) {
    sent = Optional.of(answer);
    lastMessage = clock.instant();
    return WatchTotalsResponse.newBuilder()
        .setVersion(answer.version())
        .setTotals(answer.response())
        .build();
  }

  private WatchTotalsResponse heartbeat() {
    lastMessage = clock.instant();
    return WatchTotalsResponse.newBuilder()
        .setVersion(sent.map(Answer::version).orElse(0L))
        .setHeartbeat(Heartbeat.newBuilder().setSentAt(Messages.timestamp(lastMessage)))
        .build();
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed = true;
  }
}
