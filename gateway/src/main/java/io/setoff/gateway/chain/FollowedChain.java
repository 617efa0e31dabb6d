package io.setoff.gateway.chain;

import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.health.HeadLatency;
import io.setoff.adapters.kernel.health.IndexProgress;
import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.rpc.ProviderStatus;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** One chain: its nodes, its adapter, and the thread that follows it. */
public final class FollowedChain {
  private static final int POLLS_SPARED = 5;
  private static final int LOOKS_UNTIL_STALE = 3;

  private final RpcPool pool;
  private final ChainAdapter adapter;
  private final ChainFollower follower;
  private final Thread thread;
  private volatile boolean started;
  private volatile boolean ended;

  FollowedChain(
      GatewayConfig.Chain config,
      ChainNamespace namespace,
      PositionStore store,
      String owner,
      Clock clock) {
    pool = new RpcPool(config.id().value(), config.rpc(), config.reading().limits());
    adapter = namespace.adapter(config.settings(), pool);
    Duration poll = config.pollInterval();
    FollowerSettings settings =
        FollowerSettings.of(
            owner, config.startBlock(), poll, longestWait(poll, config.staleAfter()));
    follower = new ChainFollower(adapter.source(), store, settings, clock);
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

  public ChainAdapter adapter() {
    return adapter;
  }

  /** How its providers are doing, in order of configuration. */
  public List<ProviderStatus> providers() {
    return pool.status();
  }

  /** How fast it is caught up with. */
  public IndexProgress progress() {
    return follower.progress();
  }

  /** How long new heads take until they are applied. */
  public HeadLatency headLatency() {
    return follower.latency();
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

  void closeConnections() {
    pool.close();
  }
}
