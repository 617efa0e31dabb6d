package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisWriter.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chains that this process may write, kept also while nothing is written. */
final class RedisLeases implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisLeases.class.getName());
  private static final int RENEWALS = 3;

  private final RedisWriter writer;
  private final Map<ChainId, RedisKeys> held = new ConcurrentHashMap<>();

  RedisLeases(RedisLink link, RedisWriter writer, RedisSettings settings) {
    this.writer = writer;
    link.every(settings.lease().dividedBy(RENEWALS), this::renew);
  }

  /** Takes a chain, unless another process has it. */
  Answer take(ChainId chain, RedisKeys keys) {
    Answer answer = writer.take(keys);
    if (answer instanceof Answer.Done) {
      held.put(chain, keys);
    }
    return answer;
  }

  /** Another process has it now. */
  void lost(ChainId chain) {
    held.remove(chain);
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
