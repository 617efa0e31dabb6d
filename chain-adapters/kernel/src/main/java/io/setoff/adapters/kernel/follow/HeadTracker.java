package io.setoff.adapters.kernel.follow;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When to look at the head: at once when a node announces one, and every poll interval whether or
 * not one does, since an announcement may be lost. While heads are announced, one after the other,
 * and each is found, the next is waited for longer: two of their distances. One that does not come
 * by then, or is not found, ends that until two have come again.
 *
 * <p>After a look that failed, or that did not find the announced head, it looks again soon, then
 * less often: a node often announces a block a little before it can answer for it.
 */
final class HeadTracker {
  private static final Duration STANDBY = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofMillis(5);

  private static final String NONE = "";

  private final Duration pollInterval;
  private final Duration longestWait;
  private final LongSupplier nanoTime;
  private final Semaphore announced = new Semaphore(0);

  /** The head that was announced last; none once it was seen, or waited for in vain. */
  private volatile String expected = NONE;

  private volatile String head = NONE;
  private Duration retry = FIRST_RETRY;

  /**
   * When an announced head was found last, by {@link #nanoTime}; empty when the next is not due.
   */
  private OptionalLong found = OptionalLong.empty();

  /** Between the last two that were found; zero when that is not known. */
  private Duration distance = Duration.ZERO;

  /**
   * A tracker that has seen nothing.
   *
   * @param longestWait between two looks while announcements come
   */
  HeadTracker(Duration pollInterval, Duration longestWait, LongSupplier nanoTime) {
    this.pollInterval = pollInterval;
    this.longestWait = longestWait;
    this.nanoTime = nanoTime;
  }

  /** Whether an announced head is another than the one that was seen last. Any thread. */
  boolean isNew(String hash) {
    return hash.equals(NONE) || !hash.equals(head);
  }

  /** A node has announced a head. Any thread. */
  void announce(String hash) {
    expected = hash;
    announced.release();
  }

  /** Ends the wait that is under way, or the next one. Any thread. */
  void hurry() {
    announced.release();
  }

  /** The head, as it was seen. */
  void saw(String hash) {
    head = hash;
    if (hash.equals(expected)) {
      expected = NONE;
      found();
    }
  }

  private void found() {
    long now = nanoTime.getAsLong();
    distance = found.isPresent() ? Duration.ofNanos(now - found.getAsLong()) : Duration.ZERO;
    found = OptionalLong.of(now);
  }

  private void nothingIsDue() {
    found = OptionalLong.empty();
    distance = Duration.ZERO;
  }

  /** How long an announcement is waited for after a look that went well. */
  Duration patience() {
    Duration due = distance.multipliedBy(2);
    Duration atMost = due.compareTo(longestWait) < 0 ? due : longestWait;
    return atMost.compareTo(pollInterval) > 0 ? atMost : pollInterval;
  }

  /** Waits after a look that went well. */
  void awaitNext() throws InterruptedException {
    if (!expected.equals(NONE) && retry.compareTo(pollInterval) < 0) {
      awaitRetry();
      return;
    }
    if (!expected.equals(NONE)) {
      expected = NONE;
      nothingIsDue();
    }
    retry = FIRST_RETRY;
    if (!await(patience())) {
      nothingIsDue();
    }
  }

  /** Waits after a look that failed. */
  void awaitRetry() throws InterruptedException {
    if (await(retry.compareTo(pollInterval) < 0 ? retry : pollInterval)) {
      return;
    }
    Duration doubled = retry.multipliedBy(2);
    retry = doubled.compareTo(pollInterval) < 0 ? doubled : pollInterval;
  }

  /** Waits before asking again whether this process may write the chain. */
  void awaitTurn() throws InterruptedException {
    await(STANDBY);
  }

  /** Whether a head was announced, or somebody is in a hurry. */
  private boolean await(Duration atMost) throws InterruptedException {
    if (!announced.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    announced.drainPermits();
    retry = FIRST_RETRY;
    return true;
  }
}
