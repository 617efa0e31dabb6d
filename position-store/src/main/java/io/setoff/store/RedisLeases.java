package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisWriter.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chains that this process may write, kept also while nothing is written. */
final class RedisLeases implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisLeases.class.getName());
  private static final int RENEWALS = 3;
  private static final long LONGEST_WAIT = 200;

  private final RedisWriter writer;
  private final RedisSettings settings;
  private final Map<ChainId, RedisKeys> held = new ConcurrentHashMap<>();

  RedisLeases(RedisLink link, RedisWriter writer, RedisSettings settings) {
    this.writer = writer;
    this.settings = settings;
    link.every(settings.lease().dividedBy(RENEWALS), this::renew);
  }

  /**
   * Takes a chain, if need be after the time of a process that is gone has run out.
   *
   * @throws StoreException when another process goes on writing it
   */
  Answer.Done take(ChainId chain, RedisKeys keys) {
    long end = System.nanoTime() + settings.lease().plusSeconds(1).toNanos();
    while (true) {
      switch (writer.take(keys)) {
        case Answer.Done done -> {
          held.put(chain, keys);
          return done;
        }
        case Answer.Held held when System.nanoTime() < end ->
            waitFor(Math.clamp(held.millis() + 1, 1, LONGEST_WAIT));
        case Answer.Held held ->
            throw new StoreException(
                chain + " is written by another process, " + held.holder() + ", at " + settings);
        case Answer.Mismatch _ -> throw new IllegalStateException("no step was applied");
      }
    }
  }

  private static void waitFor(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while another process writes", e);
    }
  }

  private void renew() {
    held.forEach(
        (chain, keys) -> {
          try {
            writer.keep(keys);
          } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot renew the right to write " + chain, e);
          }
        });
  }

  /** Gives the chains up, so that nobody needs to wait; if it cannot, they run out. */
  @Override
  public void close() {
    try {
      held.values().forEach(writer::giveUp);
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot give up the right to write", e);
    }
    held.clear();
  }
}
