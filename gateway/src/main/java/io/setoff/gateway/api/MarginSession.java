package io.setoff.gateway.api;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.watch.Pull;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.Provenance;
import io.setoff.v1.WatchMarginResponse;
import io.setoff.v1.WatchPortfolioResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A portfolio's stream as a stream of its margin. The portfolio changes with each block of each
 * chain, and what counts over chains depends on how old one is beside the other: a margin for every
 * block would jump up with a block of one chain and down with the next of another. So changes are
 * taken together until the newest blocks are of one time, a second at most.
 */
final class MarginSession implements Pull<WatchMarginResponse> {
  /** Longest time that a change waits for the other chains, and least between two margins. */
  static final Duration SETTLING = Duration.ofSeconds(1);

  /** A subscriber gives way to calls while the workers are busy. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Pull<WatchPortfolioResponse> portfolio;
  private final Supplier<CompletableFuture<GetMarginResponse>> margin;
  private final ToldMargin told;
  private final Executor workers;
  private final LongSupplier nanos;

  /** A change that is asked for and not taken. */
  private Optional<CompletableFuture<WatchPortfolioResponse>> pulled = Optional.empty();

  /** When the last margin was asked for; empty before the first, for which nobody waits. */
  private OptionalLong last = OptionalLong.empty();

  private volatile boolean closed;

  /**
   * A session.
   *
   * @param portfolio that the margin is of
   * @param margin asks for the newest
   * @param told what the subscriber has
   * @param workers write messages
   * @param nanos a clock
   */
  MarginSession(
      Pull<WatchPortfolioResponse> portfolio,
      Supplier<CompletableFuture<GetMarginResponse>> margin,
      ToldMargin told,
      Executor workers,
      LongSupplier nanos) {
    this.portfolio = portfolio;
    this.margin = margin;
    this.told = told;
    this.workers = workers;
    this.nanos = nanos;
  }

  @Override
  public CompletableFuture<WatchMarginResponse> next() {
    return pull()
        .thenCompose(
            event -> {
              pulled = Optional.empty();
              return event.hasHeartbeat() || last.isEmpty()
                  ? CompletableFuture.completedFuture(event)
                  : settled(event, nanos.getAsLong());
            })
        .thenCompose(this::message);
  }

  private CompletableFuture<WatchPortfolioResponse> pull() {
    CompletableFuture<WatchPortfolioResponse> change = pulled.orElseGet(portfolio::next);
    pulled = Optional.of(change);
    return change;
  }

  /** The newest change, once the chains are even or have had their time. */
  private CompletableFuture<WatchPortfolioResponse> settled(
      WatchPortfolioResponse newest, long changedAt) {
    long now = nanos.getAsLong();
    long earliest = last.orElse(now) + SETTLING.toNanos();
    long latest = Math.max(earliest, changedAt + SETTLING.toNanos());
    long wait = (isEven(newest) ? earliest : latest) - now;
    if (wait <= 0) {
      return CompletableFuture.completedFuture(newest);
    }
    CompletableFuture<WatchPortfolioResponse> more = pull();
    CompletableFuture<Void> alarm =
        new CompletableFuture<Void>().completeOnTimeout(null, wait, TimeUnit.NANOSECONDS);
    return CompletableFuture.anyOf(more, alarm)
        .thenCompose(
            done -> {
              alarm.cancel(false);
              if (!more.isDone()) {
                return CompletableFuture.completedFuture(newest);
              }
              pulled = Optional.empty();
              WatchPortfolioResponse event = more.join();
              return settled(event.hasHeartbeat() ? newest : event, changedAt);
            });
  }

  /** Whether all blocks of a state are of one time. */
  private static boolean isEven(WatchPortfolioResponse event) {
    List<Provenance> blocks =
        event.hasDelta() ? event.getDelta().getAsOfList() : event.getSnapshot().getAsOfList();
    return blocks.stream().map(Provenance::getBlockTime).distinct().count() <= 1;
  }

  private CompletableFuture<WatchMarginResponse> message(WatchPortfolioResponse event) {
    long version = event.getVersion();
    if (event.hasHeartbeat()) {
      return CompletableFuture.completedFuture(told.tell(version, event.getHeartbeat()));
    }
    last = OptionalLong.of(nanos.getAsLong());
    return newest().thenApplyAsync(newest -> told.tell(version, newest), workers);
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

  /** Whether an answer was refused because workers are busy. */
  static boolean isBusy(Throwable error) {
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
