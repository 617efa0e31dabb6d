package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Tells at once when a process of the demo ends before the demo does. */
final class Watchdog {
  private static final int LAST_LINES = 12;

  /** Ctrl-C reaches every process: then this one is about to end, too. */
  private static final long GRACE_MILLIS = 500;

  private final Consumer<String> onDeath;
  private final CompletableFuture<String> death = new CompletableFuture<>();
  private volatile boolean ended;

  /**
   * A watchdog.
   *
   * @param onDeath hears once which process has ended, how, and what it last said
   */
  Watchdog(Consumer<String> onDeath) {
    this.onDeath = onDeath;
  }

  /**
   * Watches a process.
   *
   * @param name for people
   * @param log of it
   */
  void watch(String name, Process process, Path log) {
    var _ =
        process
            .onExit()
            .thenAcceptAsync(
                exited -> died(name, exited.exitValue(), log),
                CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void died(String name, int exitCode, Path log) {
    if (!ended && death.complete(describe(name, exitCode, log))) {
      onDeath.accept(death.join());
    }
  }

  static String describe(String name, int exitCode, Path log) {
    return name
        + " has ended with exit code "
        + exitCode
        + "; its log is "
        + log
        + ", and ends with\n  "
        + String.join("\n  ", lastLines(log));
  }

  private static List<String> lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty()
          ? List.of("(nothing)")
          : lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(it cannot be read: " + e + ")");
    }
  }

  /** From now on processes may end. */
  void end() {
    ended = true;
  }

  /** Whether what went wrong is that a process has ended, which has been told then. */
  boolean hasTold() throws InterruptedException {
    try {
      death.get(3 * GRACE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
