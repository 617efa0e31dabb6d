package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.VenueId;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every engine of {@link PositionStore} must do. */
abstract class PositionStoreContract {
  static final ChainId CHAIN = ChainId.evm(1);

  static final Quarantine OFF_BY_ONE =
      new Quarantine(
          List.of(
              new Difference(new VenueId(CHAIN, "wallet", "main"), "native", "off by one"),
              new Difference(new VenueId(CHAIN, "aave-v3", "core"), "WETH", "off by two")),
          "its blocks say so");
  static final String OWNER = "writer";

  /** An empty store. */
  abstract PositionStore open();

  /** The same store after a restart of the process; the same object when it is not durable. */
  abstract PositionStore reopen(PositionStore store);

  @Provide
  Arbitrary<List<ContractScript.Step>> scripts() {
    Arbitrary<RowKey> key =
        Combinators.combine(
                Arbitraries.of("a", "b/c"),
                Arbitraries.of("", "x", "y"),
                Arbitraries.of("", "1", "2"))
            .as(RowKey::new);
    Arbitrary<Optional<Row>> row =
        Arbitraries.bigIntegers()
            .between(BigInteger.TWO.pow(255).negate(), BigInteger.TWO.pow(255))
            .list()
            .ofMaxSize(3)
            .map(words -> new Row(words, new Origin(7, ReferenceChain.hash("o"), Optional.empty())))
            .optional(0.7);
    Arbitrary<Map<RowKey, Optional<Row>>> changes =
        Arbitraries.maps(key, row).ofMaxSize(5).map(TreeMap::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(false, false, true),
            changes.list().ofMinSize(1).ofMaxSize(4))
        .as(ContractScript.Step::new)
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 60)
  void everyStateEqualsTheReferenceAfterAnyScriptAndARestart(
      @ForAll("scripts") List<ContractScript.Step> script) {
    PositionStore store = open();
    ReferenceChain reference = new ReferenceChain();
    ContractFollower follower = new ContractFollower();
    store.acquire(CHAIN, OWNER);
    store.subscribe(CHAIN, follower);
    ContractScript.play(store, reference, script);
    follower.awaitAllOf(store);
    ContractScript.assertSame(store, reference, follower.replica.states());

    store = reopen(store);
    ContractFollower late = new ContractFollower();
    store.subscribe(CHAIN, late);
    ContractScript.assertSame(store, reference, late.replica.states());
    store.close();
  }

  @Example
  void quarantinesOutliveARestart() {
    PositionStore store = open();
    AccountId doubtful = new AccountId(CHAIN, "0x%040x".formatted(1));
    AccountId good = new AccountId(CHAIN, "0x%040x".formatted(2));
    store.quarantine(doubtful, OFF_BY_ONE);
    store.quarantine(good, OFF_BY_ONE.noting("its blocks say so, too"));
    store.release(good);

    store = reopen(store);
    assertThat(store.quarantineOf(doubtful)).contains(OFF_BY_ONE);
    assertThat(store.quarantineOf(good)).isEmpty();
    assertThat(store.quarantined(CHAIN)).isEqualTo(Map.of(doubtful.address(), OFF_BY_ONE));
    store.close();
  }

  @Example
  void aBatchOnAnotherHeadIsRefusedAndChangesNothing() {
    PositionStore store = open();
    store.acquire(CHAIN, OWNER);
    BlockRef one = ReferenceChain.block(1, "one", "0x0");
    BlockRef fork = ReferenceChain.block(1, "fork", "0x0");
    BlockRef two = ReferenceChain.block(2, "two", one.hash());
    store.apply(batch(OWNER, Optional.empty(), Optional.empty(), unit(one, 1)));

    ApplyResult refused =
        store.apply(batch(OWNER, Optional.of(fork), Optional.empty(), unit(two, 2)));

    assertThat(refused).isEqualTo(new Mismatch(store.cursor(CHAIN)));
    assertThat(store.read(CHAIN, KEY).orElseThrow().word(0)).isEqualTo(BigInteger.ONE);
    store.close();
  }

  @Example
  void aFencedWriterIsRefused() {
    PositionStore store = open();
    store.acquire(CHAIN, OWNER);
    store.acquire(CHAIN, "successor");
    BlockRef one = ReferenceChain.block(1, "one", "0x0");

    ApplyResult refused =
        store.apply(batch(OWNER, Optional.empty(), Optional.empty(), unit(one, 1)));

    assertThat(refused).isEqualTo(new Fenced("successor"));
    assertThat(store.cursor(CHAIN)).isEmpty();
    store.close();
  }

  @Example
  void goingBackToABlockThatIsNotHeldIsRefused() {
    PositionStore store = open();
    store.acquire(CHAIN, OWNER);
    BlockRef one = ReferenceChain.block(1, "one", "0x0");
    BlockRef two = ReferenceChain.block(2, "two", one.hash());
    BlockRef three = ReferenceChain.block(3, "three", two.hash());
    store.apply(batch(OWNER, Optional.empty(), Optional.empty(), unit(one, 1)));
    store.apply(
        new Batch(
            CHAIN,
            OWNER,
            Optional.of(one),
            Optional.empty(),
            List.of(unit(two, 2), unit(three, 3)),
            3,
            3,
            3));

    assertThat(store.cursor(CHAIN).orElseThrow().base()).isEqualTo(two);
    ApplyResult refused =
        store.apply(
            new Batch(CHAIN, OWNER, Optional.of(three), Optional.of(one), List.of(), 0, 0, 0));

    assertThat(refused).isInstanceOf(Mismatch.class);
    assertThat(store.read(CHAIN, KEY).orElseThrow().word(0)).isEqualTo(BigInteger.valueOf(3));
    store.close();
  }

  @Example
  void aRangeOfFinalizedBlocksEndsTheJournal() {
    PositionStore store = open();
    store.acquire(CHAIN, OWNER);
    BlockRef one = ReferenceChain.block(1, "one", "0x0");
    BlockRef hundred = ReferenceChain.block(100, "hundred", "0x1");
    store.apply(batch(OWNER, Optional.empty(), Optional.empty(), unit(one, 1)));
    String account = "0x" + "ab".repeat(20);
    Unit range =
        new Unit(
            hundred,
            false,
            new TreeMap<>(Map.of(KEY, Optional.of(row(2)))),
            new TreeMap<>(Map.of(account, Heights.of(2, 3, 99))));
    store.apply(batch(OWNER, Optional.of(one), Optional.empty(), range));

    store = reopen(store);
    assertThat(store.cursor(CHAIN).orElseThrow().base()).isEqualTo(hundred);
    assertThat(store.journal(CHAIN)).isEmpty();
    assertThat(store.read(CHAIN, KEY)).contains(row(2));
    assertThat(store.blocksOf(new AccountId(CHAIN, account))).containsExactly(2L, 3L, 99L);
    assertThat(store.accountIndex(CHAIN)).isEqualTo(Map.of(account, List.of(2L, 3L, 99L)));
    store.close();
  }

  @Example
  void trackedAccountsSurviveARestart() {
    PositionStore store = open();
    AccountId account = new AccountId(CHAIN, "0x" + "ab".repeat(20));
    store.track(account);
    store.track(account);
    store = reopen(store);
    assertThat(store.tracked(CHAIN)).containsExactly(account.address());
    assertThat(store.tracked(ChainId.evm(2))).isEmpty();
    store.close();
  }

  @Example
  void anUntrackedAccountIsLeavingUntilAStepHasDroppedItsRows() {
    PositionStore store = open();
    store.acquire(CHAIN, OWNER);
    AccountId gone = new AccountId(CHAIN, "0x" + "ab".repeat(20));
    AccountId back = new AccountId(CHAIN, "0x" + "cd".repeat(20));
    store.track(gone);
    store.track(back);
    store.untrack(gone);
    store.untrack(back);
    assertThat(store.tracking(CHAIN))
        .isEqualTo(
            new Tracked(new TreeSet<>(), new TreeSet<>(List.of(gone.address(), back.address()))));

    store = reopen(store);
    store.acquire(CHAIN, OWNER);
    assertThat(store.tracking(CHAIN).leaving()).hasSize(2);
    store.track(back);
    Unit unit = new Unit(new BlockRef(1, "0x01", "0x00", Instant.EPOCH), true, new TreeMap<>());
    store.apply(
        new Batch(
            CHAIN,
            OWNER,
            Optional.empty(),
            Optional.empty(),
            List.of(unit),
            0,
            0,
            0,
            new TreeSet<>(List.of(gone.address(), back.address()))));

    assertThat(store.tracking(CHAIN).leaving()).isEmpty();
    assertThat(store.tracked(CHAIN)).as("tracked again meanwhile").containsExactly(back.address());
    store = reopen(store);
    assertThat(store.tracking(CHAIN))
        .isEqualTo(new Tracked(new TreeSet<>(List.of(back.address())), new TreeSet<>()));
    store.close();
  }

  @Example
  void quarantinesReachSubscribersAndAreKeptForLateOnes() {
    PositionStore store = open();
    AccountId doubtful = new AccountId(CHAIN, "0x%040x".formatted(1));
    Map<String, Quarantine> reasons = Map.of(doubtful.address(), OFF_BY_ONE);
    ContractFollower early = new ContractFollower();
    store.subscribe(CHAIN, early);
    assertThat(early.quarantined).hasValue(Map.of());
    store.quarantine(doubtful, OFF_BY_ONE);
    ContractFollower late = new ContractFollower();
    store.subscribe(CHAIN, late);
    assertThat(late.quarantined).hasValue(reasons);
    await().until(() -> early.quarantined.get().equals(reasons));
    store.release(doubtful);
    await().until(() -> early.quarantined.get().isEmpty());
    store.close();
  }

  @Example
  void healthReachesSubscribersAndIsKeptForLateOnes() {
    PositionStore store = open();
    ChainHealth health =
        new ChainHealth(CHAIN, ChainHealth.State.LIVE, Instant.EPOCH, Instant.EPOCH, 7, "");
    ContractFollower early = new ContractFollower();
    store.subscribe(CHAIN, early);
    store.report(health);
    ContractFollower late = new ContractFollower();
    store.subscribe(CHAIN, late);
    await().untilAsserted(() -> assertThat(early.health).containsExactly(health));
    assertThat(late.health).containsExactly(health);
    store.close();
  }

  @Example
  void aSnapshotIsKeptApartAndReplacesTheChainInOneStep() {
    PositionStore store = open();
    store.acquire(CHAIN, OWNER);
    BlockRef one = ReferenceChain.block(1, "one", "0x0");
    BlockRef two = ReferenceChain.block(2, "two", one.hash());
    BlockRef fork = ReferenceChain.block(2, "fork", one.hash());
    store.apply(batch(OWNER, Optional.empty(), Optional.empty(), unit(one, 1)));
    store.snapshot();
    store.apply(batch(OWNER, Optional.of(one), Optional.empty(), unit(two, 2)));
    ContractFollower follower = new ContractFollower();
    store.subscribe(CHAIN, follower);

    PositionStore room = store.fromSnapshot(0).orElseThrow();
    assertThat(room.read(CHAIN, KEY)).contains(row(1));
    room.acquire(CHAIN, "builder");
    room.apply(batch("builder", Optional.of(one), Optional.empty(), unit(fork, 3)));
    assertThat(store.read(CHAIN, KEY)).as("untouched so far").contains(row(2));
    assertThat(store.replace(CHAIN, "stranger", room)).isEqualTo(new Fenced(OWNER));
    assertThat(store.replace(CHAIN, OWNER, room)).isInstanceOf(Applied.class);
    room.close();

    assertThat(store.fromSnapshot(1)).isEmpty();
    store = reopen(store);
    assertThat(store.read(CHAIN, KEY)).contains(row(3));
    assertThat(store.cursor(CHAIN).orElseThrow().head()).isEqualTo(fork);
    assertThat(store.cursor(CHAIN).orElseThrow().reorgs()).isEqualTo(1);
    assertThat(store.cursor(CHAIN).orElseThrow().seq()).isEqualTo(3);
    follower.awaitSeq(3);
    assertThat(follower.replica.states().getLast().block()).isEqualTo(fork);
    store.close();
  }

  private static final RowKey KEY = new RowKey("t", "e", "");

  private static Row row(long value) {
    return new Row(
        List.of(BigInteger.valueOf(value)),
        new Origin(
            1,
            ReferenceChain.hash("o"),
            Optional.of(new Origin.LogRef(ReferenceChain.hash("tx"), 3))));
  }

  private static Unit unit(BlockRef block, long value) {
    return new Unit(block, true, new TreeMap<>(Map.of(KEY, Optional.of(row(value)))));
  }

  private static Batch batch(
      String owner, Optional<BlockRef> head, Optional<BlockRef> revertTo, Unit unit) {
    return new Batch(CHAIN, owner, head, revertTo, List.of(unit), 0, 0, 0);
  }
}
