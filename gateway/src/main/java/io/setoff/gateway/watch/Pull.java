package io.setoff.gateway.watch;

import java.util.concurrent.CompletableFuture;

/**
 * A stream that its reader pulls message by message. Not thread-safe: one pull at a time.
 *
 * @param <T> a message
 */
public interface Pull<T> extends AutoCloseable {

  /**
   * Completes with the next message as soon as there is one. The message is made by a worker: the
   * caller may be an event loop, and does what depends on the message elsewhere.
   */
  CompletableFuture<T> next();

  @Override
  void close();
}
