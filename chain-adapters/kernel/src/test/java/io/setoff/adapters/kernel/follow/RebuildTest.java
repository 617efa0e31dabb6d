package io.setoff.adapters.kernel.follow;

import static io.setoff.adapters.kernel.follow.Following.TRACKED;
import static io.setoff.adapters.kernel.follow.Following.catchUp;
import static io.setoff.adapters.kernel.follow.Following.follower;
import static io.setoff.adapters.kernel.follow.Following.mine;
import static io.setoff.adapters.kernel.follow.Following.row;
import static io.setoff.adapters.kernel.follow.Following.state;
import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Example;

/** A chain whose history is not what was indexed is built anew beside the old one. */
class RebuildTest {
  @Example
  void aChainThatIsBuiltAnewHasNoAccountThatLeftMeanwhile() {
    FakeChain chain = new FakeChain();
    mine(chain, Collections.nCopies(200, Map.of(TRACKED.address(), 1)));
    PositionStore store = new MemoryPositionStore();
    store.track(TRACKED);
    try (ChainFollower follower = follower(chain, store)) {
      catchUp(follower);
      store.snapshot();
      chain.forkBelowFinality(150);
      mine(chain, Collections.nCopies(160, Map.of(TRACKED.address(), 2)));
      assertThatThrownBy(() -> follower.advance(Long.MAX_VALUE))
          .isInstanceOf(DivergedException.class);
      store.untrack(TRACKED);
      await()
          .ignoreExceptionsInstanceOf(DivergedException.class)
          .until(() -> follower.advance(Long.MAX_VALUE) && !follower.isRebuilding());
      catchUp(follower);
    }
    assertThat(row(store, FakeChain.SUMS)).isPresent();
    assertThat(row(store, FakeChain.READS)).isEmpty();
    assertThat(row(store, FakeChain.HELD)).isEmpty();
    assertThat(store.tracking(FakeChain.ID).isEmpty()).isTrue();
  }

  private static FakeChain longChain() {
    FakeChain chain = new FakeChain();
    mine(chain, Collections.nCopies(200, Map.of("alice", 1)));
    return chain;
  }

  private static void replaceBelowFinality(FakeChain chain) {
    chain.forkBelowFinality(150);
    mine(chain, Collections.nCopies(160, Map.of("alice", 2)));
  }

  @Example
  void aReorgBelowTheJournalFailsClosedAndIsThenBuiltAnew() {
    FakeChain chain = longChain();
    PositionStore store = new MemoryPositionStore();
    try (ChainFollower follower = follower(chain, store)) {
      catchUp(follower);
      Map<String, BigInteger> before = state(store);
      replaceBelowFinality(chain);

      assertThatThrownBy(() -> follower.advance(Long.MAX_VALUE))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("the oldest one that can be restored; it is built anew");
      assertThat(state(store)).isEqualTo(before);

      await()
          .ignoreExceptionsInstanceOf(DivergedException.class)
          .until(() -> follower.advance(Long.MAX_VALUE) && !follower.isRebuilding());
      catchUp(follower);
    }
    assertThat(store.cursor(FakeChain.ID).orElseThrow().head()).isEqualTo(chain.head());
    assertThat(store.cursor(FakeChain.ID).orElseThrow().reorgs()).isEqualTo(1);
    assertThat(state(store)).containsEntry("sums alice", BigInteger.valueOf(50 + 2 * 160));
  }

  @Example
  void aDeepReorgThatTooFewProvidersConfirmIsNotBelieved() {
    FakeChain chain = longChain();
    PositionStore store = new MemoryPositionStore();
    try (ChainFollower follower = follower(chain, store)) {
      catchUp(follower);
      Map<String, BigInteger> before = state(store);
      replaceBelowFinality(chain);
      chain.agreement(new Agreement(1, 2, 3));

      assertThatThrownBy(() -> follower.advance(Long.MAX_VALUE))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("1 of 3 providers say so");
      assertThat(follower.isRebuilding()).isFalse();
      assertThat(state(store)).isEqualTo(before);
    }
  }

  @Example
  void aChainWhoseSourceHasADoubtIsReadAgainFromItsFirstBlock() {
    FakeChain chain = new FakeChain();
    mine(chain, Collections.nCopies(50, Map.of("alice", 1)));
    MemoryPositionStore store = new MemoryPositionStore();
    AtomicInteger scratches = new AtomicInteger();
    PositionStore counting =
        scratch(
            store,
            () -> {
              scratches.incrementAndGet();
              return store.scratch();
            });
    try (ChainFollower follower = follower(chain, counting)) {
      catchUp(follower);
      chain.doubt("logs were left out");
      assertThatThrownBy(() -> follower.advance(Long.MAX_VALUE))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("logs were left out; it is built anew");
      await()
          .until(
              () -> {
                try {
                  return follower.advance(Long.MAX_VALUE) && !follower.isRebuilding();
                } catch (DivergedException e) {
                  return false;
                }
              });
      assertThat(chain.doubt()).isEmpty();
      assertThat(scratches).hasValue(1);
      mine(chain, Collections.nCopies(3, Map.of("alice", 1)));
      catchUp(follower);
      assertThat(scratches).as("once").hasValue(1);
    }
  }

  @Example
  void aRebuildThatFailsIsSaidAndTriedAgain() {
    String trouble = "the disk is full";
    PositionStore store = new MemoryPositionStore();
    assertRebuildIsTriedAgain(
        store,
        scratches ->
            scratch(
                store,
                () -> {
                  if (scratches.incrementAndGet() == 1) {
                    throw new IllegalStateException(trouble);
                  }
                  return store.scratch();
                }),
        trouble);
  }

  @Example
  void aChainThatReorganisesBelowItsRebuildIsBuiltOnceMore() {
    PositionStore store = new MemoryPositionStore();
    assertRebuildIsTriedAgain(
        store,
        scratches ->
            scratch(store, () -> scratches.incrementAndGet() == 1 ? copy(store) : store.scratch()),
        "it reorganised again");
  }

  /** A store of the same state, which is not canonical any more. */
  private static PositionStore copy(PositionStore store) {
    store.snapshot();
    return store.fromSnapshot(0).orElseThrow();
  }

  private static void assertRebuildIsTriedAgain(
      PositionStore store, Function<AtomicInteger, PositionStore> wrapped, String trouble) {
    FakeChain chain = longChain();
    AtomicInteger scratches = new AtomicInteger();
    List<String> said = new CopyOnWriteArrayList<>();
    try (ChainFollower follower = follower(chain, wrapped.apply(scratches))) {
      catchUp(follower);
      replaceBelowFinality(chain);
      await()
          .until(
              () -> {
                try {
                  return follower.advance(Long.MAX_VALUE) && !follower.isRebuilding();
                } catch (DivergedException e) {
                  said.add(e.reason());
                  return false;
                }
              });
      catchUp(follower);
    }
    assertThat(said).anySatisfy(reason -> assertThat(reason).contains("could not", trouble));
    assertThat(scratches).hasValue(2);
    assertThat(store.cursor(FakeChain.ID).orElseThrow().head()).isEqualTo(chain.head());
  }

  /** {@code store} with other scratch stores, and no snapshot. */
  private static PositionStore scratch(PositionStore store, Supplier<PositionStore> scratch) {
    return (PositionStore)
        Proxy.newProxyInstance(
            PositionStore.class.getClassLoader(),
            new Class<?>[] {PositionStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "scratch" -> scratch.get();
                  case "fromSnapshot" -> Optional.empty();
                  default -> method.invoke(store, arguments);
                });
  }
}
