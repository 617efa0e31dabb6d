package io.setoff.adapters.kernel.follow;

import static io.setoff.adapters.kernel.follow.Following.ACCOUNTS;
import static io.setoff.adapters.kernel.follow.Following.SETTINGS;
import static io.setoff.adapters.kernel.follow.Following.TOGETHER;
import static io.setoff.adapters.kernel.follow.Following.TRACKED;
import static io.setoff.adapters.kernel.follow.Following.catchUp;
import static io.setoff.adapters.kernel.follow.Following.follower;
import static io.setoff.adapters.kernel.follow.Following.mine;
import static io.setoff.adapters.kernel.follow.Following.row;
import static io.setoff.adapters.kernel.follow.Following.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.kernel.HealthLog;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.store.ChainHealth;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChainFollowerTest {
  /** One thing that happens to the chain, its node or its reader. */
  sealed interface Event {
    record Mine(List<Map<String, Integer>> blocks) implements Event {}

    record Fork(int depth, List<Map<String, Integer>> blocks) implements Event {}

    record Lag(int blocks) implements Event {}

    record Fail(int afterCalls) implements Event {}

    record Restart() implements Event {}

    record Track() implements Event {}

    record Untrack() implements Event {}
  }

  @Provide
  Arbitrary<List<Event>> scripts() {
    Arbitrary<Map<String, Integer>> block =
        Arbitraries.maps(Arbitraries.of(ACCOUNTS), Arbitraries.integers().between(-3, 3))
            .ofMaxSize(3);
    Arbitrary<List<Map<String, Integer>>> blocks = block.list().ofMinSize(1).ofMaxSize(12);
    return Arbitraries.<Event>oneOf(
            blocks.map(Event.Mine::new),
            block.list().ofMinSize(16).ofMaxSize(40).map(Event.Mine::new),
            Combinators.combine(Arbitraries.integers().between(1, 12), block.list().ofMaxSize(13))
                .as(Event.Fork::new),
            Arbitraries.integers().between(0, 4).map(Event.Lag::new),
            Arbitraries.integers().between(0, 12).map(Event.Fail::new),
            Arbitraries.just(new Event.Restart()),
            Arbitraries.just(new Event.Track()),
            Arbitraries.just(new Event.Untrack()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(tries = 500)
  void afterAnyScriptTheStateEqualsAFreshIndexOfTheCanonicalChain(
      @ForAll("scripts") List<Event> script, @ForAll boolean together) {
    FollowerSettings settings = together ? TOGETHER : SETTINGS;
    FakeChain chain = new FakeChain();
    mine(chain, longPast());
    PositionStore store = new MemoryPositionStore();
    ChainFollower follower = follower(chain, store, settings);
    for (Event event : script) {
      switch (event) {
        case Event.Mine mine -> mine(chain, mine.blocks());
        case Event.Fork fork -> {
          chain.fork(fork.depth());
          mine(chain, fork.blocks());
        }
        case Event.Lag lag -> chain.lag(lag.blocks());
        case Event.Fail fail -> chain.failAfter(fail.afterCalls());
        case Event.Restart _ -> follower = follower(chain, store, settings);
        case Event.Track _ -> store.track(TRACKED);
        case Event.Untrack _ -> store.untrack(TRACKED);
      }
      catchUp(follower);
      assertPerAccountRowsAreOfTheHead(store);
    }
    chain.heal();
    // One more block, so that a branch that was cut back to a block of ours is not just a lagging
    // node.
    chain.mine(Map.of("alice", 1));
    catchUp(follower);
    catchUp(follower);

    assertThat(store.cursor(FakeChain.ID).orElseThrow().head()).isEqualTo(chain.head());
    PositionStore fresh = new MemoryPositionStore();
    store.tracked(FakeChain.ID).forEach(a -> fresh.track(new AccountId(FakeChain.ID, a)));
    catchUp(follower(chain, fresh));
    assertThat(state(store)).isEqualTo(state(fresh));
    assertThat(store.tracking(FakeChain.ID).leaving()).isEmpty();
  }

  /**
   * What is read per account is there and of the head, or not there at all, however often the
   * account was left and asked for again.
   */
  private static void assertPerAccountRowsAreOfTheHead(PositionStore store) {
    Optional<Row> read = row(store, FakeChain.READS);
    Optional<Row> held = row(store, FakeChain.HELD);
    assertThat(held.isPresent()).isEqualTo(read.isPresent());
    boolean isKnown = store.tracking(FakeChain.ID).leaving().isEmpty();
    if (isKnown && !store.tracked(FakeChain.ID).contains(TRACKED.address())) {
      assertThat(read).as("of an account that nobody asks for").isEmpty();
    }
    held.ifPresent(
        row ->
            assertThat(row.word(0))
                .isEqualTo(
                    row(store, FakeChain.SUMS).map(sum -> sum.word(0)).orElse(BigInteger.ZERO)));
  }

  @Example
  void aReorganisationBringsNoAccountBackThatHasLeft() {
    FakeChain chain = new FakeChain();
    mine(chain, longPast());
    PositionStore store = new MemoryPositionStore();
    store.track(TRACKED);
    try (ChainFollower follower = follower(chain, store)) {
      catchUp(follower);
      mine(chain, Collections.nCopies(3, Map.of(TRACKED.address(), 5)));
      catchUp(follower);
      assertThat(row(store, FakeChain.HELD)).isPresent();
      mine(chain, List.of(Map.of()));
      store.untrack(TRACKED);
      catchUp(follower);
      assertThat(row(store, FakeChain.HELD)).isEmpty();
      assertThat(store.tracking(FakeChain.ID).isEmpty()).isTrue();

      chain.fork(2);
      mine(chain, Collections.nCopies(3, Map.of(TRACKED.address(), 1)));
      catchUp(follower);

      assertThat(store.cursor(FakeChain.ID).orElseThrow().reorgs()).isEqualTo(1);
      assertThat(row(store, FakeChain.READS)).isEmpty();
      assertThat(row(store, FakeChain.HELD)).isEmpty();
      assertThat(row(store, FakeChain.SUMS)).isPresent();
    }
  }

  /** Enough blocks that the first ones are indexed as a range. */
  private static List<Map<String, Integer>> longPast() {
    return Collections.nCopies(60, Map.of("alice", 1, "bob", -2));
  }

  @Example
  void rangesOfOneIntervalAreOneCommit() {
    FakeChain chain = new FakeChain();
    mine(chain, longPast());
    PositionStore alone = new MemoryPositionStore();
    PositionStore together = new MemoryPositionStore();

    follower(chain, alone, SETTINGS).advance(Long.MAX_VALUE);
    follower(chain, together, TOGETHER).advance(Long.MAX_VALUE);

    assertThat(height(alone)).isEqualTo(6);
    assertThat(height(together)).isGreaterThan(4 * 7);
    assertThat(state(together))
        .containsEntry("sums alice", BigInteger.valueOf(height(together)))
        .containsEntry("sums bob", BigInteger.valueOf(-2 * height(together)));
  }

  private static long height(PositionStore store) {
    return store.cursor(FakeChain.ID).orElseThrow().head().height();
  }

  @Example
  void aNodeThatIsBehindChangesNothing() {
    FakeChain chain = new FakeChain();
    mine(chain, longPast());
    PositionStore store = new MemoryPositionStore();
    ChainFollower follower = follower(chain, store);
    catchUp(follower);
    BlockRef head = chain.head();

    chain.lag(5);
    catchUp(follower);

    assertThat(store.cursor(FakeChain.ID).orElseThrow().head()).isEqualTo(head);
    assertThat(store.cursor(FakeChain.ID).orElseThrow().reorgs()).isZero();
  }

  @Example
  void aBranchOfTheSameHeightIsTakenAtOnceAndCountedAsOneReorg() {
    FakeChain chain = new FakeChain();
    mine(chain, longPast());
    PositionStore store = new MemoryPositionStore();
    ChainFollower follower = follower(chain, store);
    catchUp(follower);
    chain.fork(3);
    mine(chain, List.of(Map.of("carol", 9), Map.of(), Map.of()));

    catchUp(follower);

    assertThat(store.cursor(FakeChain.ID).orElseThrow().head()).isEqualTo(chain.head());
    assertThat(store.cursor(FakeChain.ID).orElseThrow().reorgs()).isEqualTo(1);
    assertThat(state(store)).containsEntry("sums carol", BigInteger.valueOf(9));
  }

  @Example
  void healthTellsWhetherANodeAnswers() throws InterruptedException {
    FakeChain chain = new FakeChain();
    PositionStore store = new MemoryPositionStore();
    Clock clock = Clock.fixed(Instant.EPOCH.plusSeconds(5), ZoneOffset.UTC);
    ChainFollower follower = new ChainFollower(chain, store, SETTINGS, clock);
    HealthLog log = new HealthLog();
    store.subscribe(FakeChain.ID, log);
    chain.failAfter(0);
    Thread thread = Thread.ofPlatform().start(follower::run);
    log.await(ChainHealth.State.UNREACHABLE);
    log.await(ChainHealth.State.LIVE);
    thread.interrupt();
    thread.join();
    assertThat(log.newest().lastContact()).isEqualTo(Instant.EPOCH.plusSeconds(5));
  }
}
