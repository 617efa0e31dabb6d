package io.setoff.store;

import io.setoff.model.ChainId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends what writers report. Nobody waits for it, least of all who reports that the server does not
 * answer; of several reports of a chain the newest is sent.
 */
final class RedisReports {
  private static final System.Logger LOG = System.getLogger(RedisReports.class.getName());

  private final Consumer<ChainHealth> sending;
  private final Map<ChainId, ChainHealth> waiting = new HashMap<>();
  private boolean busy;

  /** Sends by {@code sending}, on a thread that ends when there is nothing to send. */
  RedisReports(Consumer<ChainHealth> sending) {
    this.sending = sending;
  }

  synchronized void add(ChainHealth health) {
    waiting.put(health.chain(), health);
    if (!busy) {
      busy = true;
      Thread.ofVirtual().name("report health").start(this::send);
    }
  }

  private synchronized Optional<ChainHealth> next() {
    Optional<ChainHealth> next = waiting.values().stream().findFirst();
    next.ifPresent(health -> waiting.remove(health.chain()));
    busy = next.isPresent();
    return next;
  }

  private void send() {
    for (Optional<ChainHealth> next = next(); next.isPresent(); next = next()) {
      try {
        sending.accept(next.get());
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.DEBUG,
            "what is reported of " + next.get().chain() + " is not sent",
            e);
      }
    }
  }
}
