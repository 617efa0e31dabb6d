package io.setoff.adapters.kernel.follow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When to look at the head: at once when a node announces one, and every poll interval whether or
 * not one does, since an announcement may be lost. After a look that failed, or that did not find
 * the announced head, it looks again soon, then less often: a node often announces a block a little
 * before it can answer for it.
 */
final class HeadTracker {
  private static final Duration FIRST_RETRY = Duration.ofMillis(5);

  private static final String NONE = "";

  private final Duration pollInterval;
  private final Semaphore announced = new Semaphore(0);

  /** The head that was announced last; none once it was seen, or waited for in vain. */
  private volatile String expected = NONE;

  private volatile String head = NONE;
  private Duration retry = FIRST_RETRY;

  HeadTracker(Duration pollInterval) {
    this.pollInterval = pollInterval;
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

  /** The head, as it was seen. */
  void saw(String hash) {
    head = hash;
    if (hash.equals(expected)) {
      expected = NONE;
    }
  }

  /** Waits after a look that went well. */
  void awaitNext() throws InterruptedException {
    if (!expected.equals(NONE) && retry.compareTo(pollInterval) < 0) {
      awaitRetry();
    } else {
      expected = NONE;
      retry = FIRST_RETRY;
      await(pollInterval);
    }
  }

  /** Waits after a look that failed. */
  void awaitRetry() throws InterruptedException {
    await(retry.compareTo(pollInterval) < 0 ? retry : pollInterval);
    Duration doubled = retry.multipliedBy(2);
    retry = doubled.compareTo(pollInterval) < 0 ? doubled : pollInterval;
  }

  private void await(Duration atMost) throws InterruptedException {
    if (announced.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      announced.drainPermits();
      retry = FIRST_RETRY;
    }
  }
}
