package io.setoff.gateway.rest;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReaderTest {
  private final AtomicInteger sentAway = new AtomicInteger();

  /** Asks for nothing by itself. */
  private static final class Subscriber implements Flow.Subscriber<Integer> {
    private final List<Integer> messages = new ArrayList<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    Subscriber(Reader reader) {
      reader.of(Multi.createFrom().range(0, 100)).subscribe().withSubscriber(this);
    }

    void ask() {
      subscription.join().request(1);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription.complete(begun);
    }

    @Override
    public void onNext(Integer message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void whoDoesNotTakeAMessageIsSentAwayOnce() {
    Subscriber subscriber =
        new Subscriber(new Reader(Duration.ofMillis(50), sentAway::incrementAndGet));
    subscriber.ask();
    await().until(() -> sentAway.get() == 1);
    assertThat(subscriber.messages).containsExactly(0);
  }

  @Test
  void whoAsksForTheNextHasTakenTheOneBefore() {
    Subscriber subscriber =
        new Subscriber(new Reader(Duration.ofHours(1), sentAway::incrementAndGet));
    for (int i = 0; i < 10; i++) {
      subscriber.ask();
    }
    subscriber.subscription.join().cancel();
    assertThat(subscriber.messages).hasSize(10);
    assertThat(sentAway).hasValue(0);
  }
}
