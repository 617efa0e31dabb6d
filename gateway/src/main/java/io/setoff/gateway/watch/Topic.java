package io.setoff.gateway.watch;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One account's portfolio in one view, with its last states. Thread-safe. */
final class Topic {
  private static final int KEPT_STATES = 64;

  private final Supplier<Snapshot> compute;
  private final ArrayDeque<Numbered> states = new ArrayDeque<>();
  private CompletableFuture<Void> nextChange = new CompletableFuture<>();
  private int subscribers;

  /**
   * A state with its place in the topic's history.
   *
   * @param number rises by one with every change
   */
  record Numbered(long number, Snapshot snapshot) {}

  Topic(Supplier<Snapshot> compute) {
    this.compute = compute;
    this.states.addLast(new Numbered(0, compute.get()));
  }

  synchronized void subscribe() {
    subscribers++;
  }

  synchronized void unsubscribe() {
    subscribers--;
  }

  synchronized boolean isIdle() {
    return subscribers == 0;
  }

  /** Computes the portfolio again, and wakes subscribers when it changed. */
  void refresh() {
    Optional<CompletableFuture<Void>> wake = Optional.empty();
    synchronized (this) {
      Numbered last = states.getLast();
      Snapshot next = compute.get();
      boolean older = next.portfolio().getVersion() < last.snapshot().portfolio().getVersion();
      if (!older && !next.sameContent(last.snapshot())) {
        states.addLast(new Numbered(last.number() + 1, next));
        if (states.size() > KEPT_STATES) {
          states.removeFirst();
        }
        wake = Optional.of(nextChange);
        nextChange = new CompletableFuture<>();
      }
    }
    wake.ifPresent(change -> change.complete(null));
  }

  synchronized Numbered newest() {
    return states.getLast();
  }

  /** The state that a resume token names; empty when it is no longer remembered. */
  synchronized Optional<Numbered> find(String token) {
    return states.stream()
        .filter(state -> ResumeToken.of(state.snapshot().portfolio()).equals(token))
        .findFirst();
  }

  /** Completes when there is a newer state than {@code known}. */
  synchronized CompletableFuture<Void> awaitAfter(Numbered known) {
    return states.getLast().number() > known.number()
        ? CompletableFuture.completedFuture(null)
        : nextChange.copy();
  }
}
