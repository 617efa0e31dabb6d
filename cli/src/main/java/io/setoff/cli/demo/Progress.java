package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line for each thing that is done, and a count for what takes long. */
final class Progress {
  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_COUNTS_ON_A_TERMINAL = Duration.ofMillis(300);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long counted;
  private int width;

  /**
   * Progress that nobody has seen yet.
   *
   * @param terminal whether a count is written over the one before
   */
  Progress(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.counted = nanoTime.getAsLong();
  }

  void say(String line) {
    wipe();
    out.println(line);
    out.flush();
    counted = nanoTime.getAsLong();
  }

  /** How far something is that takes long; said now and then. */
  void count(String line) {
    long now = nanoTime.getAsLong();
    Duration pause = terminal ? BETWEEN_COUNTS_ON_A_TERMINAL : BETWEEN_COUNTS;
    if (now - counted < pause.toNanos()) {
      return;
    }
    if (terminal) {
      wipe();
      out.print("  " + line);
      width = line.length() + 2;
    } else {
      out.println("  " + line);
    }
    out.flush();
    counted = now;
  }

  private void wipe() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      width = 0;
    }
  }

  /** A step of the devnet's story. */
  void step(JsonNode event) {
    say(
        "%3d/%d  %-2s  %s"
            .formatted(
                event.path("n").asInt(),
                event.path("of").asInt(),
                event.path("chain").asText(),
                event.path("title").asText()));
  }
}
