package io.setoff.adapters.kernel.follow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When to look at the head: at once when a node announces one, and every poll interval whether or
 * not one does, since an announcement may be lost. After a failure it looks again soon, then less
 * often.
 */
final class HeadTracker {
  /** A node often announces a block a little before it can answer for it. */
  private static final Duration FIRST_RETRY = Duration.ofMillis(5);

  private final Duration pollInterval;
  private final Semaphore announced = new Semaphore(0);
  private Duration retry = FIRST_RETRY;

  HeadTracker(Duration pollInterval) {
    this.pollInterval = pollInterval;
  }

  /** A node has announced a head. Any thread. */
  void announce() {
    announced.release();
  }

  /** Waits after a look that went well. */
  void awaitNext() throws InterruptedException {
    retry = FIRST_RETRY;
    await(pollInterval);
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
    }
  }
}
