package io.setoff.gateway.watch;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.book.ReorgEvent;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.model.View;
import io.setoff.v1.Portfolio;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * All live portfolios. After each change those that somebody watches are computed again, by a few
 * threads: one that takes long holds up no other.
 */
public final class WatchHub implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WatchHub.class);

  /** A chain goes stale by the clock alone: nothing tells, so it is looked at this often. */
  private static final Duration STALENESS_CHECK = Duration.ofSeconds(1);

  /** How long a portfolio that nobody watches is kept, for subscribers that come back. */
  private static final Duration KEEP_IDLE = Duration.ofMinutes(2);

  /** A portfolio that takes long leaves the others their threads, also on a small machine. */
  private static final int LEAST_WORKERS = 4;

  /** How long a subscriber waits for a state that another gateway has told it already. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private record Key(AccountRef account, View view) {}

  /** Computes an account's portfolio, as a view and as a message. */
  public interface Source {
    Result portfolio(AccountRef account, View view);

    /**
     * One state.
     *
     * @param view as computed
     * @param message as sent
     */
    record Result(PortfolioView view, Portfolio message) {}
  }

  private final Source source;
  private final Clock clock;
  private final Map<Key, Topic> topics = new ConcurrentHashMap<>();

  /** Compute, and write messages. There is a task for each topic and each subscriber at most. */
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          Math.max(LEAST_WORKERS, Runtime.getRuntime().availableProcessors()),
          Thread.ofPlatform().name("watch-", 1).daemon().factory());

  /** Says by the clock what is to be computed, and computes nothing. */
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch").daemon().factory());

  private final List<ScheduledFuture<?>> timers;

  /** A hub over {@code book}. */
  public WatchHub(IndexedChains book, Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
    book.onChange(this::refreshAll);
    timers = List.of(every(STALENESS_CHECK, this::refreshAll), every(KEEP_IDLE, this::dropIdle));
  }

  private ScheduledFuture<?> every(Duration period, Runnable task) {
    long millis = period.toMillis();
    return timer.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts a stream, with a state that is not older than this call, nor than the one that the token
   * names: what another gateway has told is waited for, ten seconds at most.
   *
   * @param resumeToken of an earlier message; empty for a snapshot
   * @return the stream, to be closed, or why the portfolio cannot be computed; a stream whose
   *     future was cancelled meanwhile closes itself
   */
  public CompletableFuture<WatchSession> open(
      AccountRef account, View view, String resumeToken, Duration heartbeat) {
    Topic topic = subscribed(new Key(account, view));
    CompletableFuture<WatchSession> opened = new CompletableFuture<>();
    var _ =
        caughtUp(topic, ResumeToken.version(resumeToken), System.nanoTime() + CATCHING_UP.toNanos())
            .whenCompleteAsync(
                (done, error) -> {
                  if (error != null) {
                    topic.unsubscribe();
                    opened.completeExceptionally(error);
                    return;
                  }
                  WatchSession session =
                      new WatchSession(topic, resumeToken, heartbeat, clock, workers);
                  if (!opened.complete(session)) {
                    session.close();
                  }
                },
                workers);
    return opened;
  }

  /** Completes when the topic is at a version, or the time is over. */
  private CompletableFuture<Void> caughtUp(Topic topic, long version, long deadline) {
    Executor later =
        CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS, workers);
    return topic
        .refresh()
        .thenCompose(
            done ->
                topic.newest().snapshot().version() >= version || System.nanoTime() - deadline > 0
                    ? CompletableFuture.<Void>completedFuture(null)
                    : CompletableFuture.runAsync(() -> {}, later)
                        .thenCompose(waited -> caughtUp(topic, version, deadline)));
  }

  /** The topic, subscribed to in the same step, so that it is not dropped in between. */
  private Topic subscribed(Key key) {
    return topics.compute(
        key,
        (same, known) -> {
          Topic topic = known == null ? new Topic(() -> compute(key), workers) : known;
          topic.subscribe();
          return topic;
        });
  }

  private Snapshot compute(Key key) {
    Source.Result result = source.portfolio(key.account(), key.view());
    List<ReorgEvent> reorgs = new ArrayList<>();
    result.view().cut().points().forEach(point -> reorgs.addAll(point.chain().reorgs()));
    return new Snapshot(result.message(), result.view().seqs(), reorgs);
  }

  /** Whose portfolios somebody watches now. */
  public Set<AccountRef> watched() {
    Set<AccountRef> watched = new HashSet<>();
    topics.forEach(
        (key, topic) -> {
          if (!topic.isIdle()) {
            watched.add(key.account());
          }
        });
    return watched;
  }

  /** Has workers compute what somebody watches; who asks while they do gets the next state. */
  private void refreshAll() {
    topics.forEach(
        (key, topic) -> {
          if (!topic.isIdle()) {
            refresh(key, topic);
          }
        });
  }

  private static void refresh(Key key, Topic topic) {
    var _ =
        topic
            .refresh()
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    LOG.errorf(error, "cannot refresh the portfolio of %s", key.account().text());
                  }
                });
  }

  private void dropIdle() {
    topics
        .keySet()
        .forEach(
            key -> topics.computeIfPresent(key, (same, topic) -> topic.isIdle() ? null : topic));
  }

  @Override
  public void close() {
    timers.forEach(each -> each.cancel(false));
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
