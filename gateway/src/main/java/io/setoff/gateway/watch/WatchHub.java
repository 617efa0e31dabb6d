package io.setoff.gateway.watch;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.book.ReorgEvent;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.v1.Finality;
import io.setoff.v1.Portfolio;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** All live portfolios. One thread recomputes those that somebody watches, after each change. */
public final class WatchHub implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WatchHub.class);

  /** A chain goes stale by the clock alone: nothing tells, so it is looked at this often. */
  private static final Duration STALENESS_CHECK = Duration.ofSeconds(1);

  /** How long a portfolio that nobody watches is kept, for subscribers that come back. */
  private static final Duration KEEP_IDLE = Duration.ofMinutes(2);

  private record Key(AccountRef account, Finality finality) {}

  /** Computes an account's portfolio, as a view and as a message. */
  public interface Source {
    Result portfolio(AccountRef account, Finality finality);

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
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch").daemon().factory());
  private final List<ScheduledFuture<?>> timers;
  private final AtomicBoolean refreshQueued = new AtomicBoolean();

  /** A hub over {@code book}. */
  public WatchHub(IndexedChains book, Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
    book.onChange(this::queueRefresh);
    timers = List.of(every(STALENESS_CHECK, this::refreshAll), every(KEEP_IDLE, this::dropIdle));
  }

  private ScheduledFuture<?> every(Duration period, Runnable task) {
    long millis = period.toMillis();
    return worker.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts a stream.
   *
   * @param resumeToken of an earlier message; empty for a snapshot
   */
  public WatchSession open(
      AccountRef account, Finality finality, String resumeToken, Duration heartbeat) {
    synchronized (topics) {
      Topic topic =
          topics.computeIfAbsent(
              new Key(account, finality), key -> new Topic(() -> compute(account, finality)));
      topic.refresh();
      return new WatchSession(topic, resumeToken, heartbeat, clock);
    }
  }

  private Snapshot compute(AccountRef account, Finality finality) {
    Source.Result result = source.portfolio(account, finality);
    List<ReorgEvent> reorgs = new ArrayList<>();
    result.view().cut().points().forEach(point -> reorgs.addAll(point.chain().reorgs()));
    return new Snapshot(result.message(), result.view().seqs(), reorgs);
  }

  private void queueRefresh() {
    if (refreshQueued.compareAndSet(false, true)) {
      worker.execute(
          () -> {
            refreshQueued.set(false);
            refreshAll();
          });
    }
  }

  private void refreshAll() {
    for (Map.Entry<Key, Topic> topic : topics.entrySet()) {
      if (!topic.getValue().isIdle()) {
        try {
          topic.getValue().refresh();
        } catch (RuntimeException e) {
          LOG.errorf(e, "cannot refresh the portfolio of %s", topic.getKey().account().text());
        }
      }
    }
  }

  private void dropIdle() {
    synchronized (topics) {
      topics.values().removeIf(Topic::isIdle);
    }
  }

  @Override
  public void close() {
    timers.forEach(timer -> timer.cancel(false));
    worker.shutdownNow();
  }
}
