package io.setoff.adapters.kernel.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.store.MemoryPositionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;

class HeadLatencyTest {
  private final AtomicLong now = new AtomicLong(-50);
  private final FakeChain chain = new FakeChain();
  private final HeadLatency latency = new HeadLatency(now::get);
  private final List<Long> nanos = new ArrayList<>();

  HeadLatencyTest() {
    latency.listen(taken -> nanos.add(taken.toNanos()));
  }

  private void lookAndApply(long passed) {
    Heads heads = latency.look(chain);
    now.addAndGet(passed);
    latency.applied(List.of(heads.latest()));
  }

  @Example
  void itBeginsWithTheAnnouncementOrElseWithTheAnswer() {
    lookAndApply(5);
    chain.mine(Map.of());
    latency.announced();
    now.addAndGet(3);
    latency.announced();
    now.addAndGet(4);
    lookAndApply(5);
    chain.mine(Map.of());
    now.addAndGet(100);
    lookAndApply(6);
    assertThat(nanos).containsExactly(5L, 12L, 6L);
  }

  @Example
  void anAnnouncementOfABlockThatIsKnownIsNoSignOfTheNextOne() {
    lookAndApply(1);
    latency.announced();
    latency.look(chain);
    now.addAndGet(1_000);
    chain.mine(Map.of());
    lookAndApply(2);
    assertThat(nanos).containsExactly(1L, 2L);
  }

  @Example
  void looksThatFailAndBlocksBelowTheHeadDoNotEndIt() {
    chain.mine(Map.of());
    latency.announced();
    chain.failAfter(0);
    assertThatThrownBy(() -> latency.look(chain)).isInstanceOf(RpcUnavailableException.class);
    now.addAndGet(7);
    Heads heads = latency.look(chain);
    now.addAndGet(1);
    latency.applied(chain.atHeights(List.of(0L)).stream().map(b -> b.orElseThrow()).toList());
    latency.applied(List.of());
    assertThat(nanos).isEmpty();
    now.addAndGet(2);
    latency.applied(List.of(heads.latest()));
    assertThat(nanos).containsExactly(10L);
  }

  @Example
  void aFollowerTellsOfEveryHeadThatItApplies() {
    List<Duration> taken = new ArrayList<>();
    try (MemoryPositionStore store = new MemoryPositionStore();
        ChainFollower follower =
            new ChainFollower(
                chain,
                store,
                new FollowerSettings(
                    "test",
                    0,
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    7,
                    15,
                    2,
                    Duration.ZERO,
                    0),
                Clock.systemUTC())) {
      follower.latency().listen(taken::add);
      for (int i = 0; i < 3; i++) {
        chain.mine(Map.of());
        follower.advance(Long.MAX_VALUE);
        follower.advance(Long.MAX_VALUE);
      }
    }
    assertThat(taken).hasSize(3).allMatch(each -> !each.isNegative());
  }
}
