package io.setoff.gateway.api;

import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.watch.Pull;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.gateway.watch.WatchSession;
import io.setoff.model.Finality;
import io.setoff.model.Prudent;
import io.setoff.model.View;
import io.setoff.v1.WatchPortfolioResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Both states of a portfolio of which a prudent answer takes one, as one stream: there is a message
 * when either has changed, also the one that was not chosen so far. One pull at a time.
 */
final class PortfolioStates implements Pull<WatchPortfolioResponse> {
  private final Pull<WatchPortfolioResponse> latest;
  private final Pull<WatchPortfolioResponse> finalized;

  /** Messages that are asked for and not handed on. */
  private Optional<CompletableFuture<WatchPortfolioResponse>> ofLatest = Optional.empty();

  private Optional<CompletableFuture<WatchPortfolioResponse>> ofFinalized = Optional.empty();
  private long version;

  PortfolioStates(Pull<WatchPortfolioResponse> latest, Pull<WatchPortfolioResponse> finalized) {
    this.latest = latest;
    this.finalized = finalized;
  }

  /**
   * A stream that has a message whenever an answer in {@code view} may have changed.
   *
   * @param resumeToken names what the subscriber has been told: the stream begins at a state that
   *     is not older; empty when it has been told nothing
   */
  static CompletableFuture<? extends Pull<WatchPortfolioResponse>> open(
      WatchHub hub, AccountRef account, View view, String resumeToken, Duration heartbeat) {
    return switch (view) {
      case Finality exact -> hub.open(account, exact, resumeToken, heartbeat);
      case Prudent.PRUDENT -> {
        CompletableFuture<WatchSession> latest =
            hub.open(account, Finality.LATEST, resumeToken, heartbeat);
        CompletableFuture<WatchSession> finalized =
            hub.open(account, Finality.FINALIZED, "", heartbeat);
        yield latest
            .thenCombine(finalized, PortfolioStates::new)
            .thenCompose(PortfolioStates::withOneSnapshot)
            .whenComplete(
                (both, error) -> {
                  if (error != null) {
                    var _ = latest.thenAccept(Pull::close);
                    var _ = finalized.thenAccept(Pull::close);
                  }
                });
      }
    };
  }

  /** The stream begins with the snapshot of the latest state; a second one would be no news. */
  private CompletableFuture<PortfolioStates> withOneSnapshot() {
    return finalized.next().thenApply(snapshot -> this);
  }

  @Override
  public CompletableFuture<WatchPortfolioResponse> next() {
    CompletableFuture<WatchPortfolioResponse> one = ofLatest.orElseGet(latest::next);
    CompletableFuture<WatchPortfolioResponse> other = ofFinalized.orElseGet(finalized::next);
    ofLatest = Optional.of(one);
    ofFinalized = Optional.of(other);
    return CompletableFuture.anyOf(one, other).thenCompose(done -> handOn(one, other));
  }

  /** News before heartbeats; heartbeats are those of the latest state alone. */
  private CompletableFuture<WatchPortfolioResponse> handOn(
      CompletableFuture<WatchPortfolioResponse> one,
      CompletableFuture<WatchPortfolioResponse> other) {
    boolean oneDone = one.isDone();
    boolean otherDone = other.isDone();
    ofLatest = oneDone ? Optional.empty() : ofLatest;
    ofFinalized = otherDone ? Optional.empty() : ofFinalized;
    if (otherDone && isNews(other) && !(oneDone && isNews(one))) {
      return CompletableFuture.completedFuture(numbered(other.join()));
    }
    return oneDone ? CompletableFuture.completedFuture(numbered(one.join())) : next();
  }

  private static boolean isNews(CompletableFuture<WatchPortfolioResponse> message) {
    return !message.join().hasHeartbeat();
  }

  /** The two states are computed one after the other: versions never fall all the same. */
  private WatchPortfolioResponse numbered(WatchPortfolioResponse message) {
    version = Math.max(version, message.getVersion());
    return message.toBuilder().setVersion(version).build();
  }

  @Override
  public void close() {
    latest.close();
    finalized.close();
  }
}
