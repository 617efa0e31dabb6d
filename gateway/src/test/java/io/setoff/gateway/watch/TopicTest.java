package io.setoff.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.v1.Portfolio;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The test is the one worker: it does what is to be done when it chooses. */
class TopicTest {
  private final ArrayDeque<Runnable> work = new ArrayDeque<>();
  private final AtomicInteger computed = new AtomicInteger();
  private final AtomicReference<Snapshot> now = new AtomicReference<>(state(1, "one"));
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private final Topic topic =
      new Topic(
          () -> {
            computed.incrementAndGet();
            Snapshot snapshot = now.get();
            meanwhile.getAndSet(() -> {}).run();
            return snapshot;
          },
          work::addLast);

  private static Snapshot state(long version, String content) {
    return new Snapshot(
        Portfolio.newBuilder().setVersion(version).setAccount(content).build(),
        new TreeMap<>(),
        List.of());
  }

  private void workAll() {
    while (!work.isEmpty()) {
      work.removeFirst().run();
    }
  }

  private void ask() {
    var _ = topic.refresh();
  }

  private String newest() {
    return topic.newest().snapshot().portfolio().getAccount();
  }

  /** Another gateway, which has computed the same at another batch, names it otherwise. */
  @Test
  void aStateKeepsItsNamesWhenItsVersionAloneRises() {
    ask();
    workAll();
    String token = ResumeToken.of(topic.newest().snapshot().portfolio());
    now.set(state(5, "one"));
    ask();
    workAll();
    assertThat(topic.newest().snapshot().version()).isEqualTo(5);
    assertThat(topic.newest().number()).isZero();
    assertThat(topic.find(token)).contains(topic.newest());
    assertThat(topic.find(ResumeToken.of(now.get().portfolio()))).contains(topic.newest());
    now.set(state(3, "one"));
    ask();
    workAll();
    assertThat(topic.newest().snapshot().version()).isEqualTo(5);
  }

  @Test
  void whoAsksBeforeItBeginsSharesOneComputation() {
    CompletableFuture<Void> first = topic.refresh();
    CompletableFuture<Void> second = topic.refresh();
    assertThat(work).hasSize(1);
    assertThat(first).isNotDone();
    workAll();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(computed).hasValue(1);
  }

  @Test
  void whoAsksWhileItIsComputedGetsTheNextComputationAndSoTheNewestState() {
    ask();
    workAll();
    AtomicReference<CompletableFuture<Void>> late =
        new AtomicReference<>(new CompletableFuture<>());
    meanwhile.set(
        () -> {
          now.set(state(2, "two"));
          ask();
          late.set(topic.refresh());
          assertThat(work).as("one computation at a time").isEmpty();
        });
    ask();
    work.removeFirst().run();
    assertThat(late.get()).isNotDone();
    assertThat(newest()).isEqualTo("one");
    workAll();
    assertThat(late.get()).isCompleted();
    assertThat(newest()).isEqualTo("two");
    assertThat(computed).hasValue(3);
  }

  @Test
  void aChangeWakesThoseWhoWaitAndNoChangeNobody() {
    ask();
    workAll();
    CompletableFuture<Void> waiting = topic.awaitAfter(topic.newest());
    ask();
    workAll();
    assertThat(waiting).isNotDone();
    now.set(state(2, "two"));
    ask();
    workAll();
    assertThat(waiting).isCompleted();
  }

  @Test
  void anOlderStateIsNotShown() {
    now.set(state(2, "two"));
    ask();
    workAll();
    now.set(state(1, "one"));
    ask();
    workAll();
    assertThat(newest()).isEqualTo("two");
  }

  @Test
  void aComputationThatFailsIsSaidAndTheNextOneIsDone() {
    meanwhile.set(
        () -> {
          throw new IllegalStateException("a fault");
        });
    CompletableFuture<Void> failed = topic.refresh();
    workAll();
    assertThat(failed).isCompletedExceptionally();
    CompletableFuture<Void> again = topic.refresh();
    workAll();
    assertThat(again).isCompleted();
    assertThat(newest()).isEqualTo("one");
  }
}
