package io.setoff.gateway.watch;

import io.setoff.gateway.watch.Topic.Numbered;
import io.setoff.gateway.wire.Messages;
import io.setoff.v1.Heartbeat;
import io.setoff.v1.WatchPortfolioResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One subscriber's stream of a portfolio. */
public final class WatchSession implements Pull<WatchPortfolioResponse> {
  private final Topic topic;
  private final Duration heartbeat;
  private final Clock clock;
  private final Executor workers;
  private final AtomicBoolean closed = new AtomicBoolean();
  private Optional<Numbered> sent;

  /**
   * A stream that ends the subscription of {@code topic} that was made for it.
   *
   * @param workers write the messages
   */
  WatchSession(Topic topic, String resumeToken, Duration heartbeat, Clock clock, Executor workers) {
    this.topic = topic;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.workers = workers;
    this.sent = resumeToken.isEmpty() ? Optional.empty() : topic.find(resumeToken);
  }

  /**
   * The next message: the snapshot or what changed, at once if there is something, else when there
   * is; a heartbeat when there was nothing for the interval.
   */
  @Override
  public CompletableFuture<WatchPortfolioResponse> next() {
    if (sent.isEmpty()) {
      return CompletableFuture.supplyAsync(this::snapshot, workers);
    }
    Numbered known = sent.get();
    return topic
        .awaitAfter(known)
        .completeOnTimeout(null, heartbeat.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(
            done -> {
              Numbered newest = topic.newest();
              return newest.number() > known.number()
                  ? delta(known.snapshot(), newest)
                  : heartbeat(known.snapshot());
            },
            workers);
  }

  private WatchPortfolioResponse snapshot() {
    Numbered first = topic.newest();
    sent = Optional.of(first);
    return message(first.snapshot()).setSnapshot(first.snapshot().portfolio()).build();
  }

  private WatchPortfolioResponse delta(Snapshot from, Numbered to) {
    sent = Optional.of(to);
    return message(to.snapshot()).setDelta(Deltas.between(from, to.snapshot())).build();
  }

  private WatchPortfolioResponse heartbeat(Snapshot known) {
    return message(known)
        .setHeartbeat(Heartbeat.newBuilder().setSentAt(Messages.timestamp(clock.instant())))
        .build();
  }

  private static WatchPortfolioResponse.Builder message(Snapshot snapshot) {
    return WatchPortfolioResponse.newBuilder()
        .setVersion(snapshot.portfolio().getVersion())
        .setResumeToken(ResumeToken.of(snapshot.portfolio()));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      topic.unsubscribe();
    }
  }
}
