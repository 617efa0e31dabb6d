package io.setoff.gateway.ops;

import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.event.WakingEvent;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says once when a chain is not to be relied on any more, and once when it is again. What passes by
 * itself within half a minute wakes nobody, nor does the first reading. For one thread.
 */
final class ChainEvents {
  /** Of a chain that was good. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of one that was not yet. */
  static final Duration AT_FIRST = Duration.ofMinutes(5);

  private final Map<ChainId, Seen> chains = new HashMap<>();

  private static final class Seen {
    private final Set<WakingEvent> said = EnumSet.noneOf(WakingEvent.class);
    private Optional<Instant> badSince = Optional.empty();
    private Duration patience = AT_FIRST;

    /** Whether it is bad for long enough. */
    boolean isBad(boolean ok, Instant now) {
      if (ok) {
        patience = PATIENCE;
        badSince = Optional.empty();
        return false;
      }
      Instant since = badSince.orElse(now);
      badSince = Optional.of(since);
      return !now.isBefore(since.plus(patience));
    }
  }

  /**
   * Looks at a chain.
   *
   * @param dead whether the thread that follows it has ended
   */
  void look(ChainView view, boolean dead, Instant now) {
    ChainId chain = view.chain().id();
    Seen seen = chains.computeIfAbsent(chain, _ -> new Seen());
    ChainCondition condition = ChainCondition.of(view, view.at(Finality.LATEST), now);
    boolean diverged =
        view.health()
            .map(ChainHealth::state)
            .filter(ChainHealth.State.DIVERGED::equals)
            .isPresent();
    boolean bad = seen.isBad(condition.state() == Coverage.State.OK, now);
    tell(seen, chain, WakingEvent.CHAIN_NOT_OK, bad, condition.reason());
    tell(seen, chain, WakingEvent.CHAIN_DIVERGED, diverged, condition.reason());
    tell(
        seen,
        chain,
        WakingEvent.CHAIN_FOLLOWER_DEAD,
        dead,
        "the thread that follows it has ended, only a restart makes a new one");
  }

  private static void tell(Seen seen, ChainId chain, WakingEvent event, boolean is, String text) {
    if (is && seen.said.add(event)) {
      event.tell(chain.value(), text);
    } else if (!is && seen.said.remove(event)) {
      event.over(chain.value());
    }
  }
}
