package io.setoff.cli.demo;

import java.util.concurrent.TimeUnit;

/** Ends what was started. */
final class Processes {
  private static final int GRACE_SECONDS = 10;

  /** On a slow machine; making a cache takes some seconds of a quiet one. */
  private static final int PATIENCE_SECONDS = 180;

  private Processes() {}

  /** Waits for a process that was told to end, and kills it when it does not. */
  static void awaitOrKill(Process process) {
    endsWithin(GRACE_SECONDS, process);
  }

  /** The same of one that has something to finish; whether it has. */
  static boolean finishes(Process process) {
    return endsWithin(PATIENCE_SECONDS, process);
  }

  private static boolean endsWithin(int seconds, Process process) {
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return true;
      }
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
