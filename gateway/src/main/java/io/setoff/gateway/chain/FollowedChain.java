package io.setoff.gateway.chain;

import io.opentelemetry.api.trace.Tracer;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.health.HeadLatency;
import io.setoff.adapters.kernel.health.IndexProgress;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.time.Duration;

/** The thread that follows a chain, or stands by while another process does. */
public final class FollowedChain {
  private static final int POLLS_SPARED = 5;
  private static final int LOOKS_UNTIL_STALE = 3;

  private final ChainFollower follower;
  private final Thread thread;
  private volatile boolean started;
  private volatile boolean ended;

  FollowedChain(
      GatewayConfig.Chain config,
      ChainAccess chain,
      PositionStore store,
      String owner,
      Clock clock,
      Tracer tracer) {
    Duration poll = config.pollInterval();
    FollowerSettings settings =
        FollowerSettings.of(
            owner, config.startBlock(), poll, longestWait(poll, config.staleAfter()));
    follower = new ChainFollower(chain.adapter().source(), store, settings, clock, tracer);
    thread = Thread.ofPlatform().name("follow " + config.id()).daemon().unstarted(follower::run);
  }

  /**
   * Between two looks at the head while heads are announced: a few polls are spared, and nothing
   * looks stale meanwhile.
   */
  static Duration longestWait(Duration pollInterval, Duration staleAfter) {
    Duration rare = pollInterval.multipliedBy(POLLS_SPARED);
    Duration fresh = staleAfter.dividedBy(LOOKS_UNTIL_STALE);
    Duration wait = rare.compareTo(fresh) < 0 ? rare : fresh;
    return wait.compareTo(pollInterval) > 0 ? wait : pollInterval;
  }

  /** How fast it is caught up with. */
  public IndexProgress progress() {
    return follower.progress();
  }

  /** How long new heads take until they are applied. */
  public HeadLatency headLatency() {
    return follower.latency();
  }

  /** Whether it is this process that reads the chain, and not another one. */
  public boolean writes() {
    return follower.writes();
  }

  /** Whether its thread ended although nobody ended it: the chain stands still for good. */
  public boolean isDead() {
    return started && !ended && !thread.isAlive();
  }

  /** See {@link ChainFollower#hurry}. */
  public void hurry() {
    follower.hurry();
  }

  void start() {
    thread.start();
    started = true;
  }

  void interrupt() {
    ended = true;
    thread.interrupt();
  }

  /** Waits until the store is no longer written to. */
  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.close();
  }
}
