package io.setoff.cli.demo;

import java.util.concurrent.TimeUnit;

/** Ends what was started. */
final class Processes {
  private static final int GRACE_SECONDS = 10;

  private Processes() {}

  /** Waits for a process that was told to end, and kills it when it does not. */
  static void awaitOrKill(Process process) {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
