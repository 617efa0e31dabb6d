package io.setoff.store;

import io.opentelemetry.context.Context;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells one subscriber what happens to one chain, in order, on a thread of its own, while no lock
 * is held. What is not told yet waits; a writer that is far ahead waits for the subscriber. A
 * subscriber that fails is told the whole state again, and nobody else hears of it.
 */
final class Listener implements PositionStore.Subscription {
  private static final System.Logger LOG = System.getLogger(Listener.class.getName());

  /** Changed rows that may wait to be told; some tens of megabytes. */
  private static final long MOST_WAITING = 50_000;

  /**
   * Something that happened. A subscriber is told within the trace in which it happened.
   *
   * @param rows that it changed
   * @param telling how a subscriber is told
   */
  record Event(long rows, Consumer<Subscriber> telling) {
    Event {
      telling = Context.current().wrapConsumer(telling);
    }

    /** Also an event that changes no row takes room. */
    long weight() {
      return 1 + rows;
    }
  }

  private final String name;
  private final Subscriber subscriber;
  private final Function<Listener, Consumer<Subscriber>> joining;
  private final Consumer<Listener> leaving;
  private final Thread thread;
  private final ArrayDeque<Event> waiting = new ArrayDeque<>();
  private long weightWaiting;
  private boolean closed;

  /**
   * Tells nothing before {@link #start}.
   *
   * @param name of the chain, for people
   * @param joining makes it hear of everything from one moment on, and returns how to tell the
   *     state of that moment
   * @param leaving makes it hear no more
   */
  Listener(
      String name,
      Subscriber subscriber,
      Function<Listener, Consumer<Subscriber>> joining,
      Consumer<Listener> leaving) {
    this.name = name;
    this.subscriber = subscriber;
    this.joining = joining;
    this.leaving = leaving;
    this.thread = Thread.ofVirtual().name("tell of " + name).unstarted(this::run);
  }

  /** Tells the state now, on the caller's thread, and from then on what happens after it. */
  void start() {
    try {
      tellState();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    thread.start();
  }

  private void tellState() {
    Consumer<Subscriber> state = joining.apply(this);
    if (isClosed()) {
      leaving.accept(this);
    } else {
      state.accept(subscriber);
    }
  }

  /** Forgets what waits: the state that is told next contains it. */
  synchronized void forget() {
    waiting.clear();
    weightWaiting = 0;
    notifyAll();
  }

  /** Adds to what is told. Never waits. */
  synchronized void add(Event event) {
    if (!closed) {
      waiting.addLast(event);
      weightWaiting += event.weight();
      notifyAll();
    }
  }

  /**
   * Waits while too much waits to be told. The subscriber itself does not, since it would wait for
   * its own progress; nor does who is interrupted, since what was added is told anyhow.
   */
  synchronized void awaitRoom() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      while (weightWaiting > MOST_WAITING) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Event> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Optional<Event> next = Optional.ofNullable(waiting.pollFirst());
    weightWaiting -= next.map(Event::weight).orElse(0L);
    notifyAll();
    return next;
  }

  private void run() {
    try {
      for (Optional<Event> event = take(); event.isPresent(); event = take()) {
        tell(event.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a subscriber of " + name + " failed again: it ends", e);
      close();
    }
  }

  private void tell(Event event) {
    try {
      event.telling().accept(subscriber);
    } catch (RuntimeException | Error e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "a subscriber of " + name + " failed: it is told the whole state again",
          e);
      tellState();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it; a call that is under way is not waited for. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      forget();
    }
    leaving.accept(this);
  }
}
