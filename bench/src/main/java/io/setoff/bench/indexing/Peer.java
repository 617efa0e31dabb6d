package io.setoff.bench.indexing;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Another indexer over the benchmark's chain, started from nothing. Closing it ends it and deletes
 * what it kept.
 */
interface Peer extends AutoCloseable {
  /** When its process was started, of {@link System#nanoTime}. */
  long startedNanos();

  /**
   * Waits until it has counted so many events.
   *
   * @throws IOException when it ends before, or takes too long
   */
  void awaitAll(int events) throws IOException, InterruptedException;

  /** What it has counted. */
  Totals totals() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** How one is started. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts it without anything of an earlier run.
     *
     * @param folder for its logs and what else it needs
     */
    Peer start(Path folder, Anvil anvil) throws IOException, InterruptedException;
  }
}
