package io.setoff.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.StoredChain;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.watch.Pull;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.model.Finality;
import io.setoff.model.Prudent;
import io.setoff.model.View;
import io.setoff.testing.Patience;
import io.setoff.v1.Heartbeat;
import io.setoff.v1.Portfolio;
import io.setoff.v1.WatchPortfolioResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortfolioStatesTest {
  private static final AccountRef ACCOUNT = StoredChain.account(1);
  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  @TempDir private Path folder = Path.of("");

  /** A portfolio whose states are told apart by the account that they name. */
  private static WatchHub.Source.Result result(PortfolioView view, String content) {
    return new WatchHub.Source.Result(
        view, Portfolio.newBuilder().setAccount(content).setVersion(1).build());
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitNews(Pull<WatchPortfolioResponse> stream) throws Exception {
    while (get(stream.next()).hasHeartbeat()) {
      assertThat(stream).isNotNull();
    }
  }

  /** However small the changed state is: whether it is chosen now only an answer can say. */
  @Test
  void aPrudentStreamHasNewsWhenEitherStateChanges() throws Exception {
    Map<View, String> contents =
        new ConcurrentHashMap<>(Map.of(Finality.LATEST, "a", Finality.FINALIZED, "a"));
    contents.put(Prudent.PRUDENT, "chosen");
    try (StoredChain chain = new StoredChain(folder);
        WatchHub hub =
            new WatchHub(
                chain.book(),
                (account, view) ->
                    result(
                        chain.portfolio(account, Finality.LATEST).view(),
                        String.valueOf(contents.get(view))),
                Clock.systemUTC());
        Pull<WatchPortfolioResponse> stream =
            get(PortfolioStates.open(hub, ACCOUNT, Prudent.PRUDENT, "", HEARTBEAT))) {
      assertThat(get(stream.next()).hasSnapshot()).isTrue();
      assertThat(get(stream.next()).hasHeartbeat()).isTrue();
      contents.put(Finality.LATEST, "b");
      awaitNews(stream);
      assertThat(get(stream.next()).hasHeartbeat()).isTrue();
      contents.put(Finality.FINALIZED, "b");
      awaitNews(stream);
    }
  }

  /** Messages that come when the test says so. */
  private static final class Script implements Pull<WatchPortfolioResponse> {
    private final ArrayDeque<CompletableFuture<WatchPortfolioResponse>> pulled = new ArrayDeque<>();
    private boolean closed;

    @Override
    public CompletableFuture<WatchPortfolioResponse> next() {
      pulled.addLast(new CompletableFuture<>());
      return pulled.getLast();
    }

    void say(WatchPortfolioResponse message) {
      pulled.getLast().complete(message);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static WatchPortfolioResponse news(long version) {
    return WatchPortfolioResponse.newBuilder()
        .setVersion(version)
        .setSnapshot(Portfolio.getDefaultInstance())
        .build();
  }

  private static WatchPortfolioResponse heartbeat(long version) {
    return WatchPortfolioResponse.newBuilder()
        .setVersion(version)
        .setHeartbeat(Heartbeat.getDefaultInstance())
        .build();
  }

  @Test
  void eachMessageIsHandedOnOnceAndHeartbeatsAreThoseOfTheLatestState() {
    Script latest = new Script();
    Script finalized = new Script();
    PortfolioStates stream = new PortfolioStates(latest, finalized);
    CompletableFuture<WatchPortfolioResponse> next = stream.next();
    finalized.say(heartbeat(1));
    assertThat(next).isNotDone();
    latest.say(heartbeat(1));
    assertThat(next).isCompletedWithValue(heartbeat(1));
    next = stream.next();
    latest.say(news(3));
    assertThat(next).isCompletedWithValue(news(3));
    finalized.say(news(2));
    assertThat(stream.next()).as("versions do not fall").isCompletedWithValue(news(3));
    next = stream.next();
    finalized.say(news(4));
    assertThat(next).isCompletedWithValue(news(4));
    next = stream.next();
    latest.say(heartbeat(4));
    assertThat(next).isCompletedWithValue(heartbeat(4));
    assertThat(latest.pulled).hasSize(3);
    stream.close();
    assertThat(latest.closed && finalized.closed).isTrue();
  }

  @Test
  void aStateThatCannotBeReadEndsTheStream() {
    Script latest = new Script();
    Script finalized = new Script();
    CompletableFuture<WatchPortfolioResponse> next = new PortfolioStates(latest, finalized).next();
    finalized.pulled.getLast().completeExceptionally(new IllegalStateException("a fault"));
    assertThat(next).isCompletedExceptionally();
  }
}
