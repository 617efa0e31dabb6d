package io.setoff.gateway.watch;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One account's portfolio in one view, with its last states. Thread-safe.
 *
 * <p>It is computed by one thread at a time, and no lock is held meanwhile. Whoever asks for it
 * while it is computed gets the computation that begins after that one, together with all others
 * who ask.
 */
final class Topic {
  private static final int KEPT_STATES = 64;
  private static final int KEPT_NAMES = 4 * KEPT_STATES;

  private final Supplier<Snapshot> compute;
  private final Executor workers;
  private final ArrayDeque<Numbered> states = new ArrayDeque<>();
  private final ArrayDeque<Name> names = new ArrayDeque<>();
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

  /** A token that names a state: there are more when its version rises and nothing else changes. */
  private record Name(String token, long number) {}

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
      if (next.version() > states.getLast().snapshot().version()) {
        keep(new Numbered(states.removeLast().number(), next));
      }
      return Optional.empty();
    }
    keep(new Numbered(states.isEmpty() ? 0 : states.getLast().number() + 1, next));
    CompletableFuture<Void> change = nextChange;
    nextChange = new CompletableFuture<>();
    return Optional.of(change);
  }

  private void keep(Numbered state) {
    states.addLast(state);
    names.addLast(new Name(ResumeToken.of(state.snapshot().portfolio()), state.number()));
    if (states.size() > KEPT_STATES) {
      states.removeFirst();
    }
    if (names.size() > KEPT_NAMES) {
      names.removeFirst();
    }
  }

  private static boolean isNews(Snapshot next, Snapshot last) {
    return next.version() >= last.version() && !next.sameContent(last);
  }

  /** The newest state; there is one once {@link #refresh} has succeeded. */
  synchronized Numbered newest() {
    return states.getLast();
  }

  /** The state that a resume token names; empty when it is no longer remembered. */
  synchronized Optional<Numbered> find(String token) {
    return names.stream()
        .filter(name -> name.token().equals(token))
        .findFirst()
        .flatMap(name -> states.stream().filter(s -> s.number() == name.number()).findFirst());
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
