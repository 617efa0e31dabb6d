package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisWriter.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The chains that this process may write, kept also while nothing is written. */
final class RedisLeases implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisLeases.class.getName());
  private static final int RENEWALS = 3;

  private final RedisWriter writer;
  private final Turns turns;
  private final Consumer<ChainId> ending;
  private final Map<ChainId, RedisKeys> held = new ConcurrentHashMap<>();

  /**
   * No chains yet.
   *
   * @param ending ends the writing of a chain here, whose turn is another's
   */
  RedisLeases(
      RedisLink link,
      RedisWriter writer,
      RedisSettings settings,
      Turns turns,
      Consumer<ChainId> ending) {
    this.writer = writer;
    this.turns = turns;
    this.ending = ending;
    link.every(settings.lease().dividedBy(RENEWALS), this::renew);
  }

  /** Takes a chain, unless another process has it, or its turn. */
  Answer take(ChainId chain, RedisKeys keys) {
    Optional<String> another = turns.another(chain);
    if (another.isPresent()) {
      return new Answer.Held(another.get(), 0);
    }
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
            if (turns.another(chain).isEmpty()) {
              writer.keep(keys);
            } else {
              lost(chain);
              ending.accept(chain);
              writer.giveUp(keys);
            }
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
