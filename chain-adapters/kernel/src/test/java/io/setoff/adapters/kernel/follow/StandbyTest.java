package io.setoff.adapters.kernel.follow;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.store.AcquireResult;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.ChainHealth;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Of two processes that may write a chain, one does, and the other takes its place. */
class StandbyTest {
  private final AtomicBoolean otherWrites = new AtomicBoolean();
  private final AtomicInteger reports = new AtomicInteger();
  private final PositionStore store = new MemoryPositionStore();

  /** The store as a process sees it that is fenced while another one writes. */
  private PositionStore shared() {
    return (PositionStore)
        Proxy.newProxyInstance(
            PositionStore.class.getClassLoader(),
            new Class<?>[] {PositionStore.class},
            (proxy, method, arguments) -> {
              if (otherWrites.get() && method.getName().equals("acquire")) {
                return new AcquireResult.Held("another", Duration.ofSeconds(1));
              }
              if (otherWrites.get() && arguments != null && arguments[0] instanceof Batch) {
                return new ApplyResult.Fenced("another");
              }
              if (arguments != null && arguments[0] instanceof ChainHealth) {
                reports.incrementAndGet();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private long height() {
    return store.cursor(FakeChain.ID).map(cursor -> cursor.head().height()).orElse(-1L);
  }

  @Test
  void itWaitsInSilenceAndGoesOnWhenTheOtherIsGone() throws InterruptedException {
    FakeChain chain = new FakeChain();
    otherWrites.set(true);
    try (ChainFollower follower = Following.follower(chain, shared())) {
      Thread thread = Thread.ofPlatform().start(follower::run);
      await().until(follower::standsBy);
      assertThat(height()).isEqualTo(-1);
      assertThat(reports).hasValue(0);

      otherWrites.set(false);
      await().until(() -> height() == 0);
      assertThat(follower.standsBy()).isFalse();

      otherWrites.set(true);
      chain.mine(Map.of("alice", 1));
      await().until(follower::standsBy);
      otherWrites.set(false);
      await().until(() -> height() == 1);

      thread.interrupt();
      thread.join();
    }
  }
}
