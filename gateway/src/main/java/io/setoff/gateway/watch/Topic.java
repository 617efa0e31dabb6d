package io.setoff.gateway.watch;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One account's portfolio at one finality, with its last states. Thread-safe.
 *
 * <p>It is computed by one thread at a time, and no lock is held meanwhile. Whoever asks for it
 * while it is computed gets the computation that begins after that one, together with all others
 * who ask.
 */
final class Topic {
  private static final int KEPT_STATES = 64;

  private final Supplier<Snapshot> compute;
  private final Executor workers;
  private final ArrayDeque<Numbered> states = new ArrayDeque<>();
  private CompletableFuture<Void> nextChange = new CompletableFuture<>();

  /** The computation that is asked for and has not begun. */
  private Optional<CompletableFuture<Void>> asked = Optional.empty();

  private boolean computing;
  private int subscribers;

  /**
   * A state with its place in the topic's history.
   *
   * @param number rises by one with every change
   */
  record Numbered(long number, Snapshot snapshot) {}

  /**
   * Has no state before the first {@link #refresh}.
   *
   * @param workers compute
   */
  Topic(Supplier<Snapshot> compute, Executor workers) {
    this.compute = compute;
    this.workers = workers;
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

  /**
   * Computes the portfolio again, and wakes subscribers when it changed.
   *
   * @return completes when a computation that began after this call is done, with its failure if it
   *     failed; see {@link #awaitAfter} for those who depend on it
   */
  CompletableFuture<Void> refresh() {
    CompletableFuture<Void> done;
    boolean begin;
    synchronized (this) {
      done = asked.orElseGet(CompletableFuture::new);
      asked = Optional.of(done);
      begin = !computing;
      computing = true;
    }
    if (begin) {
      workers.execute(this::computeAsked);
    }
    return done.copy();
  }

  private void computeAsked() {
    CompletableFuture<Void> done;
    synchronized (this) {
      done = asked.orElseThrow();
      asked = Optional.empty();
    }
    Optional<CompletableFuture<Void>> change = Optional.empty();
    try {
      change = add(compute.get());
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
    goOn();
    change.ifPresent(wake -> wake.complete(null));
    done.complete(null);
  }

  private void goOn() {
    boolean again;
    synchronized (this) {
      again = asked.isPresent();
      computing = again;
    }
    if (again) {
      workers.execute(this::computeAsked);
    }
  }

  /** Whom to wake when {@code next} is news. */
  private synchronized Optional<CompletableFuture<Void>> add(Snapshot next) {
    if (!states.isEmpty() && !isNews(next, states.getLast().snapshot())) {
      return Optional.empty();
    }
    states.addLast(new Numbered(states.isEmpty() ? 0 : states.getLast().number() + 1, next));
    if (states.size() > KEPT_STATES) {
      states.removeFirst();
    }
    CompletableFuture<Void> change = nextChange;
    nextChange = new CompletableFuture<>();
    return Optional.of(change);
  }

  private static boolean isNews(Snapshot next, Snapshot last) {
    return next.portfolio().getVersion() >= last.portfolio().getVersion()
        && !next.sameContent(last);
  }

  /** The newest state; there is one once {@link #refresh} has succeeded. */
  synchronized Numbered newest() {
    return states.getLast();
  }

  /** The state that a resume token names; empty when it is no longer remembered. */
  synchronized Optional<Numbered> find(String token) {
    return states.stream()
        .filter(state -> ResumeToken.of(state.snapshot().portfolio()).equals(token))
        .findFirst();
  }

  /**
   * Completes when there is a newer state than {@code known}. Who depends on it does its work
   * elsewhere: one after the other they are woken by the thread that has computed.
   */
  synchronized CompletableFuture<Void> awaitAfter(Numbered known) {
    return states.getLast().number() > known.number()
        ? CompletableFuture.completedFuture(null)
        : nextChange.copy();
  }
}
