package io.setoff.adapters.kernel.health;

import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.model.ChainId;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainHealth.State;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.time.Instant;

/** Tells the store how a chain's follower is doing. */
public final class HealthReports {
  private final PositionStore store;
  private final Clock clock;
  private ChainHealth last;
  private String lastHead = "";

  public HealthReports(ChainId chain, PositionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.last =
        new ChainHealth(
            chain, State.SYNCING, Instant.EPOCH, Instant.EPOCH, 0, "no node has answered yet");
  }

  /** A node has answered. */
  public void contact(Heads heads, State state) {
    Instant now = clock.instant();
    Instant headSince = heads.latest().hash().equals(lastHead) ? last.headSince() : now;
    lastHead = heads.latest().hash();
    report(new ChainHealth(last.chain(), state, now, headSince, heads.latest().height(), ""));
  }

  /** Something is wrong; what is known of the node stays. */
  public void trouble(State state, String reason) {
    report(
        new ChainHealth(
            last.chain(), state, last.lastContact(), last.headSince(), last.nodeHeight(), reason));
  }

  private void report(ChainHealth health) {
    last = health;
    store.report(health);
  }
}
