package io.setoff.adapters.kernel.follow;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.kernel.HealthLog;
import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.store.ChainHealth;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChainFollowerTest {
  private static final List<String> ACCOUNTS =
      List.of("alice", "bob", "carol", "0x" + "a1".repeat(20));
  private static final AccountId TRACKED = new AccountId(FakeChain.ID, "0x" + "a1".repeat(20));
  private static final FollowerSettings SETTINGS = settings(Duration.ZERO);

  /** All ranges that there are at once. */
  private static final FollowerSettings TOGETHER = settings(Duration.ofHours(1));

  private static FollowerSettings settings(Duration commitInterval) {
    return new FollowerSettings(
        "test", 0, Duration.ofMillis(1), Duration.ofMillis(1), 7, 15, 2, commitInterval, 0);
  }

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

  private static Optional<Row> row(PositionStore store, String table) {
    return store.read(FakeChain.ID, new RowKey(table, TRACKED.address(), ""));
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
  void aReorgBelowTheJournalFailsClosedAndIsThenBuiltAnew() {
    FakeChain chain = new FakeChain();
    mine(chain, Collections.nCopies(200, Map.of("alice", 1)));
    PositionStore store = new MemoryPositionStore();
    try (ChainFollower follower = follower(chain, store)) {
      catchUp(follower);
      Map<String, BigInteger> before = state(store);
      chain.forkBelowFinality(150);
      mine(chain, Collections.nCopies(160, Map.of("alice", 2)));

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
    FakeChain chain = new FakeChain();
    mine(chain, Collections.nCopies(200, Map.of("alice", 1)));
    PositionStore store = new MemoryPositionStore();
    try (ChainFollower follower = follower(chain, store)) {
      catchUp(follower);
      Map<String, BigInteger> before = state(store);
      chain.forkBelowFinality(150);
      mine(chain, Collections.nCopies(160, Map.of("alice", 2)));
      chain.agreement(new Agreement(1, 2, 3));

      assertThatThrownBy(() -> follower.advance(Long.MAX_VALUE))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("1 of 3 providers say so");
      assertThat(follower.isRebuilding()).isFalse();
      assertThat(state(store)).isEqualTo(before);
    }
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
    FakeChain chain = new FakeChain();
    mine(chain, Collections.nCopies(200, Map.of("alice", 1)));
    AtomicInteger scratches = new AtomicInteger();
    List<String> said = new CopyOnWriteArrayList<>();
    try (ChainFollower follower = follower(chain, wrapped.apply(scratches))) {
      catchUp(follower);
      chain.forkBelowFinality(150);
      mine(chain, Collections.nCopies(160, Map.of("alice", 2)));
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

  private static void mine(FakeChain chain, List<Map<String, Integer>> blocks) {
    blocks.forEach(chain::mine);
  }

  private static ChainFollower follower(FakeChain chain, PositionStore store) {
    return follower(chain, store, SETTINGS);
  }

  private static ChainFollower follower(
      FakeChain chain, PositionStore store, FollowerSettings settings) {
    return new ChainFollower(chain, store, settings, Clock.systemUTC());
  }

  private static void catchUp(ChainFollower follower) {
    try {
      boolean more = true;
      while (more) {
        more = follower.advance(Long.MAX_VALUE);
      }
    } catch (RpcUnavailableException e) {
      assertThat(e)
          .hasMessageMatching(
              "the script says so|(the node (does not know|is at block)|block \\d+ does not follow)"
                  + " .*");
    }
  }

  /** Every row that the fake chain can have, without its origin: a range has another one. */
  private static Map<String, BigInteger> state(PositionStore store) {
    Map<String, BigInteger> rows = new TreeMap<>();
    ACCOUNTS.forEach(
        account ->
            store
                .items(FakeChain.ID, FakeChain.SUMS, account)
                .forEach((item, row) -> rows.put("sums " + account, row.word(0))));
    row(store, FakeChain.READS).ifPresent(row -> rows.put("read", row.word(0)));
    row(store, FakeChain.HELD).ifPresent(row -> rows.put("held", row.word(0)));
    return rows;
  }
}
