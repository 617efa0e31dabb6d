package io.setoff.store;

import java.time.Duration;

/** Whether a process may write a chain. */
public sealed interface AcquireResult {

  /** It may: what was written before by others is read. */
  record Acquired() implements AcquireResult {}

  /**
   * Another process writes the chain; this one follows it.
   *
   * @param holder who
   * @param left how long it keeps the chain when it is not heard of any more
   */
  record Held(String holder, Duration left) implements AcquireResult {}
}
