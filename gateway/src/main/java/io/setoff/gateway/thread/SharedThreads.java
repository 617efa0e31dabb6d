package io.setoff.gateway.thread;

import io.vertx.core.Context;

/**
 * Threads that serve everybody and must never be kept busy: event loops, and the one timer of the
 * virtual machine. Whatever parses, calculates or writes a large message asserts that it is on none
 * of them; tests run with assertions.
 */
public final class SharedThreads {
  /** Completes what waits with a time limit; the JDK gives it no other mark. */
  private static final String TIMER = "delayScheduler";

  private SharedThreads() {}

  /** Whether the caller's thread may be kept busy. */
  public static boolean mayBeKeptBusy() {
    return !Context.isOnEventLoopThread() && !Thread.currentThread().getName().endsWith(TIMER);
  }
}
