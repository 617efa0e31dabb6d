package io.setoff.adapters.kernel.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.store.Batch;
import io.setoff.store.ChainHealth;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who watches an account is told of a new block once, not of each state of its reader. */
class HealthAtHeadTest {
  private static final FollowerSettings SETTINGS =
      new FollowerSettings(
          "test", 0, Duration.ofMillis(1), Duration.ofMillis(1), 7, 15, 2, Duration.ZERO, 0);

  private static final FollowerSettings BLOCK_BY_BLOCK =
      new FollowerSettings(
          "test", 0, Duration.ofMillis(1), Duration.ofMillis(1), 7, 1_000, 2, Duration.ZERO, 0);

  private final List<ChainHealth.State> reported = new ArrayList<>();

  /** How far, as it is known, the blocks before a batch are behind the node when it is applied. */
  private final List<Long> behind = new ArrayList<>();

  private long nodeHeight;

  /** A store that remembers what is reported to it. */
  private PositionStore listening() {
    PositionStore store = new MemoryPositionStore();
    return (PositionStore)
        Proxy.newProxyInstance(
            PositionStore.class.getClassLoader(),
            new Class<?>[] {PositionStore.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof ChainHealth health) {
                reported.add(health.state());
                nodeHeight = health.nodeHeight();
              }
              if (arguments != null && arguments[0] instanceof Batch batch) {
                behind.add(nodeHeight - batch.units().getFirst().block().height());
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void aNewBlockLeavesALiveChainLive() {
    FakeChain chain = new FakeChain();
    chain.mine(Map.of("alice", 1));
    try (ChainFollower follower =
        new ChainFollower(chain, listening(), SETTINGS, Clock.systemUTC())) {
      for (int block = 0; block < 5; block++) {
        chain.mine(Map.of("alice", 1));
        assertThat(follower.advance(Long.MAX_VALUE)).isFalse();
      }
    }
    assertThat(reported).hasSize(5).containsOnly(ChainHealth.State.LIVE);
  }

  /** Whoever reads a part of them knows that it is one: a stream would publish it as the head. */
  @Test
  void aChainThatIsManyBlocksBehindSaysSoUntilThatIsOver() {
    FakeChain chain = new FakeChain();
    chain.mine(Map.of("alice", 1));
    try (ChainFollower follower =
        new ChainFollower(chain, listening(), BLOCK_BY_BLOCK, Clock.systemUTC())) {
      follower.advance(Long.MAX_VALUE);
      behind.clear();
      for (int block = 0; block < 76; block++) {
        chain.mine(Map.of("alice", 1));
      }
      assertThat(follower.advance(Long.MAX_VALUE)).isFalse();
    }
    assertThat(behind).hasSizeGreaterThan(1).allMatch(blocks -> blocks > 16);
    assertThat(reported).endsWith(ChainHealth.State.SYNCING, ChainHealth.State.LIVE);
  }
}
