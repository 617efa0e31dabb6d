package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.store.AcquireResult.Acquired;
import io.setoff.store.AcquireResult.Held;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.RedisSettings.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that read what another one writes, on a real server. */
class RedisFollowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofMillis(600);
  private static final AccountId SOMEBODY = new AccountId(CHAIN, "0x%040x".formatted(3));

  private final Opened open = new Opened();

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    open.closeAll();
  }

  private RedisProcess server(String... options) {
    return open.add(
        RedisProcess.start(RedisProcess.installed().orElseGet(RedisProcess::packaged), options));
  }

  private static RedisSettings settings(String url) {
    return new RedisSettings(
        new Topology.Single(),
        List.of(url),
        Optional.empty(),
        Optional.empty(),
        "setoff",
        LEASE,
        PATIENCE);
  }

  private PositionStore writer(RedisProcess server) {
    return open.add(
        RedisPositionStore.open(settings(server.url()), folder.resolve("w" + open.size())));
  }

  private PositionStore writing(RedisProcess server) {
    PositionStore store = writer(server);
    assertThat(store.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    return store;
  }

  private PositionStore following(RedisProcess server) {
    return following(server, "f" + open.size());
  }

  private PositionStore following(RedisProcess server, String name) {
    return open.add(RedisPositionStore.follow(settings(server.url()), folder.resolve(name)));
  }

  private static void awaitSame(PositionStore follower, PositionStore writer) {
    long seq = writer.cursor(CHAIN).map(ChainCursor::seq).orElse(0L);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> follower.cursor(CHAIN).map(ChainCursor::seq).orElse(0L) == seq);
    assertThat(contents(follower)).isEqualTo(contents(writer));
    assertThat(follower.cursor(CHAIN)).isEqualTo(writer.cursor(CHAIN));
  }

  @Test
  void anEmptyChainIsFollowedFromItsFirstStepAndEachIsToldOnceAndInOrder() {
    RedisProcess server = server();
    PositionStore follower = following(server);
    BatchRecorder heard = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    PositionStore writer = writing(server);
    RedisScriptedChain chain = new RedisScriptedChain(60, 31);
    chain.writeTo(writer, 60);
    heard.awaitSeq(60);
    assertThat(heard.seqs).isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
    assertThat(contents(follower)).isEqualTo(chain.expected(60));
  }

  private static final class TraceRecorder extends BatchRecorder {
    final List<SpanContext> traces = new CopyOnWriteArrayList<>();

    @Override
    public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
      traces.add(Span.current().getSpanContext());
      super.applied(cursor, revertTo, units);
    }
  }

  /** Of the steps before and after none is traced. */
  @Test
  void aSubscriberOfAnotherProcessIsToldWithinTheTraceOfTheWriter() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    RedisScriptedChain chain = new RedisScriptedChain(4, 33);
    chain.writeTo(writer, 1);
    TraceRecorder heard = new TraceRecorder();
    TraceRecorder own = new TraceRecorder();
    following(server).subscribe(CHAIN, heard);
    writer.subscribe(CHAIN, own);
    chain.writeTo(writer, 2);
    SpanContext trace =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    try (Scope _ = Span.wrap(trace).makeCurrent()) {
      chain.writeTo(writer, 3);
    }
    chain.writeTo(writer, 4);
    heard.awaitSeq(4);
    own.awaitSeq(4);
    assertThat(own.traces)
        .containsExactly(SpanContext.getInvalid(), trace, SpanContext.getInvalid());
    assertThat(heard.traces)
        .extracting(SpanContext::getSpanId)
        .isEqualTo(own.traces.stream().map(SpanContext::getSpanId).toList());
    assertThat(heard.traces.get(1).getTraceId()).isEqualTo(trace.getTraceId());
    assertThat(heard.traces.get(1).isSampled()).isTrue();
  }

  /** Whoever says whose turn it is may be wrong: what both write is compared by the server. */
  @Test
  void whoseTurnIsAnothersStopsAndGivesTheChainUpAndOnlyThenTheOtherWrites() {
    RedisProcess server = server();
    AtomicReference<String> turn = new AtomicReference<>("one");
    PositionStore one = inTurn(server, turn, "one");
    PositionStore two = inTurn(server, turn, "two");
    RedisScriptedChain chain = new RedisScriptedChain(8, 34);
    assertThat(one.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    assertThat(two.acquire(CHAIN, OWNER))
        .isInstanceOfSatisfying(Held.class, held -> assertThat(held.holder()).isEqualTo("one"));
    chain.writeTo(one, 3);

    turn.set("two");
    await().atMost(PATIENCE).until(() -> two.acquire(CHAIN, OWNER) instanceof Acquired);
    assertThat(one.apply(chain.batch(4))).isInstanceOf(Fenced.class);
    assertThat(one.acquire(CHAIN, OWNER))
        .isInstanceOfSatisfying(Held.class, held -> assertThat(held.holder()).isEqualTo("two"));
    chain.writeTo(two, 5);
    awaitSame(one, two);

    turn.set("nobody knows");
    assertThat(two.acquire(CHAIN, OWNER)).isInstanceOf(Held.class);
    turn.set("one");
    await().atMost(PATIENCE).until(() -> one.acquire(CHAIN, OWNER) instanceof Acquired);
    chain.writeTo(one, 8);
    awaitSame(two, one);
    assertThat(contents(two)).isEqualTo(chain.expected(8));
  }

  private PositionStore inTurn(RedisProcess server, AtomicReference<String> turn, String name) {
    Turns turns = _ -> Optional.of(turn.get()).filter(now -> !now.equals(name));
    return open.add(RedisPositionStore.open(settings(server.url()), folder.resolve(name), turns));
  }

  /** Every kind of step that there is, and after each the follower is where the writer is. */
  @Test
  void aFollowerIsWhereItsWriterIsAfterEachStepOfARandomHistory() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    PositionStore follower = following(server);
    BatchRecorder heard = new BatchRecorder();
    BatchRecorder own = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    writer.subscribe(CHAIN, own);
    Random random = new Random(32);
    ReferenceChain reference = new ReferenceChain();
    for (int step = 0; step < 150; step++) {
      if (step % 40 == 39) {
        writer.snapshot();
        try (PositionStore room = writer.fromSnapshot(0).orElseThrow()) {
          assertThat(writer.replace(CHAIN, OWNER, room)).isInstanceOf(Applied.class);
        }
      } else {
        assertThat(writer.apply(randomBatch(random, reference))).isInstanceOf(Applied.class);
      }
      awaitSame(follower, writer);
    }
    heard.awaitSeq(150);
    own.awaitSeq(150);
    assertThat(heard.seqs).isEqualTo(own.seqs);
    assertThat(states(heard)).isEqualTo(states(own));
  }

  private static List<Object> states(BatchRecorder heard) {
    List<Object> all = new ArrayList<>();
    for (ChainReplica.State state : heard.replica.states()) {
      all.add(state.block());
      for (int entity = 0; entity < 6; entity++) {
        all.add(state.rows().items("t", "e" + entity));
      }
    }
    return all;
  }

  private static Batch randomBatch(Random random, ReferenceChain reference) {
    Optional<BlockRef> head =
        reference.states.isEmpty() ? Optional.empty() : Optional.of(reference.head());
    int undo =
        random.nextInt(3) == 0
            ? Math.min(random.nextInt(4), Math.max(0, reference.states.size() - 5))
            : 0;
    Optional<BlockRef> revertTo = Optional.empty();
    if (undo > 0) {
      reference.revert(undo);
      revertTo = Optional.of(reference.head());
    }
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      BlockRef block = reference.nextBlock();
      TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
      for (int row = 0; row < random.nextInt(12); row++) {
        RowKey key = new RowKey("t", "e" + random.nextInt(6), Integer.toString(random.nextInt(4)));
        changes.put(
            key,
            random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(RedisScriptedChain.row(random.nextInt(1_000))));
      }
      reference.extend(block, changes);
      units.add(
          new Unit(
              block,
              true,
              changes,
              new TreeMap<>(
                  Map.of("0x%040x".formatted(random.nextInt(9)), Heights.of(block.height())))));
    }
    long height = reference.head().height();
    return new Batch(CHAIN, OWNER, head, revertTo, units, height - 2, height - 4, height - 12);
  }

  @Test
  void aFollowerThatComesBackGoesOnWhereItWas() throws Exception {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    RedisScriptedChain chain = new RedisScriptedChain(40, 33);
    chain.writeTo(writer, 10);
    try (PositionStore follower =
        RedisPositionStore.follow(settings(server.url()), folder.resolve("same"))) {
      awaitSame(follower, writer);
    }
    chain.writeTo(writer, 20);
    PositionStore again = following(server, "same");
    BatchRecorder heard = new BatchRecorder();
    again.subscribe(CHAIN, heard);
    chain.writeTo(writer, 40);
    awaitSame(again, writer);
    heard.awaitSeq(40);
    assertThat(states(heard).getLast()).isEqualTo(writer.items(CHAIN, "t", "e5"));
  }

  @Test
  void whoIsFurtherBehindThanTheStreamReadsTheWholeState() throws Exception {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    RedisScriptedChain chain = new RedisScriptedChain(30, 34);
    chain.writeTo(writer, 5);
    try (PositionStore follower =
        RedisPositionStore.follow(settings(server.url()), folder.resolve("same"))) {
      awaitSame(follower, writer);
    }
    chain.writeTo(writer, 20);
    assertThat(server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 2")).startsWith(":18");
    PositionStore again = following(server, "same");
    BatchRecorder heard = new BatchRecorder();
    again.subscribe(CHAIN, heard);
    awaitSame(again, writer);
    chain.writeTo(writer, 30);
    awaitSame(again, writer);
  }

  @Test
  void aGapInTheStreamIsNotPiecedTogether() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    PositionStore follower = following(server);
    BatchRecorder heard = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    RedisScriptedChain chain = new RedisScriptedChain(30, 35);
    for (int block = 1; block <= 30; block++) {
      chain.writeTo(writer, block);
      server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 0");
    }
    awaitSame(follower, writer);
    heard.awaitSeq(30);
    assertThat(heard.replica.states().getLast().block())
        .isEqualTo(chain.batch(30).units().getFirst().block());
  }

  @Test
  void aServerThatLostStepsIsFollowedBackAndOn() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    PositionStore follower = following(server);
    BatchRecorder heard = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    RedisScriptedChain chain = new RedisScriptedChain(30, 36);
    chain.writeTo(writer, 9);
    RedisProcess older = open.add(server.copy());
    chain.writeTo(writer, 12);
    awaitSame(follower, writer);
    server.become(older);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(contents(follower)).isEqualTo(chain.expected(9)));
    assertThat(heard.seqs.getLast()).as("the whole state").isEqualTo(9);
    chain.writeTo(writer, 30);
    awaitSame(follower, writer);
    assertThat(follower.cursor(CHAIN).orElseThrow().reorgs()).isEqualTo(1);
    assertThat(contents(follower)).isEqualTo(chain.expected(30));
    assertThat(server.answers("FLUSHALL")).startsWith("+OK");
    RedisScriptedChain same = new RedisScriptedChain(31, 36);
    same.writeTo(writer, 31);
    awaitSame(follower, writer);
    heard.awaitSeq(31);
    assertThat(contents(follower)).isEqualTo(same.expected(31));
  }

  @Test
  void aServerThatIsKilledIsFollowedAgain() {
    RedisProcess server = server("--appendfsync", "everysec");
    PositionStore writer = writing(server);
    PositionStore follower = following(server);
    RedisScriptedChain chain = new RedisScriptedChain(60, 37);
    for (int block = 20; block <= 60; block += 20) {
      chain.writeTo(writer, block);
      awaitSame(follower, writer);
      server.kill();
      server.restart();
    }
    assertThat(contents(follower)).isEqualTo(chain.expected(60));
  }

  /** It grows meanwhile: what is read first is older than what is read last. */
  @Test
  void aChainThatMovesOnWhileItIsReadIsReadAsItWasAtOneStep() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              Optional<BlockRef> head = Optional.empty();
              for (int height = 1; height <= 50 || !enough.get(); height++) {
                Batch batch = wide(height, head);
                assertThat(writer.apply(batch)).isInstanceOf(Applied.class);
                head = Optional.of(batch.units().getFirst().block());
              }
            });
    await().until(() -> writer.cursor(CHAIN).filter(cursor -> cursor.seq() > 40).isPresent());
    for (int reads = 0; reads < 6; reads++) {
      PositionStore follower = following(server, "r" + reads);
      ImageRecorder first = new ImageRecorder();
      follower.subscribe(CHAIN, first);
      assertThat(first.image.orElseThrow()).isEqualTo(rowsAfter(first.height));
      follower.close();
    }
    enough.set(true);
    writing.join();
    awaitSame(following(server), writer);
  }

  /** A block that adds twenty rows, changes ten, and deletes five. */
  private static Batch wide(int height, Optional<BlockRef> head) {
    String parent = head.map(BlockRef::hash).orElse(ReferenceChain.hash("g"));
    BlockRef block = ReferenceChain.block(height, "wide" + height, parent);
    Unit unit = new Unit(block, true, changes(height));
    return new Batch(
        CHAIN, OWNER, head, Optional.empty(), List.of(unit), height, height, height - 4);
  }

  private static SortedMap<RowKey, Optional<Row>> changes(int height) {
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      changes.put(wideKey(20 * height + i), Optional.of(RedisScriptedChain.row(height)));
    }
    for (int i = 0; i < 10; i++) {
      changes.put(wideKey(7 * height + i), Optional.of(RedisScriptedChain.row(height)));
    }
    for (int i = 0; i < 5; i++) {
      changes.put(wideKey(11 * height + i), Optional.empty());
    }
    return changes;
  }

  private static RowKey wideKey(int number) {
    return new RowKey("t", "e" + number % 500, Integer.toString(number));
  }

  private static Map<RowKey, Row> rowsAfter(long height) {
    TreeMap<RowKey, Row> rows = new TreeMap<>();
    for (int at = 1; at <= height; at++) {
      changes(at)
          .forEach(
              (key, row) -> row.ifPresentOrElse(is -> rows.put(key, is), () -> rows.remove(key)));
    }
    return rows;
  }

  private static final class ImageRecorder extends BatchRecorder {
    private Optional<Map<RowKey, Row>> image = Optional.empty();
    private long height;

    @Override
    public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
      if (image.isEmpty()) {
        image = Optional.of(new TreeMap<>(rows));
        height = cursor.head().height();
      }
    }

    @Override
    public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {}
  }

  @Test
  void whoFollowsRefusesToWrite() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    PositionStore follower = following(server);
    RedisScriptedChain chain = new RedisScriptedChain(2, 38);
    chain.writeTo(writer, 1);
    assertThatThrownBy(() -> follower.acquire(CHAIN, OWNER))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("follows eip155:1 and does not write it");
    assertThat(follower.apply(chain.batch(2))).isInstanceOf(Fenced.class);
    awaitSame(follower, writer);
    assertThat(follower.replace(CHAIN, OWNER, follower)).isInstanceOf(Fenced.class);
  }

  @Test
  void whatIsAskedForAndMarkedInOneProcessIsSeenByAll() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    PositionStore one = following(server);
    PositionStore two = following(server);
    List<PositionStore> all = List.of(writer, one, two);
    all.forEach(store -> assertThat(store.tracked(CHAIN)).isEmpty());
    one.track(SOMEBODY);
    two.quarantine(SOMEBODY, PositionStoreContract.OFF_BY_ONE);
    for (PositionStore store : all) {
      await()
          .untilAsserted(
              () -> {
                assertThat(store.tracked(CHAIN)).containsExactly(SOMEBODY.address());
                assertThat(store.quarantineOf(SOMEBODY)).contains(PositionStoreContract.OFF_BY_ONE);
              });
    }
    two.untrack(SOMEBODY);
    one.release(SOMEBODY);
    for (PositionStore store : all) {
      await()
          .untilAsserted(
              () -> {
                assertThat(store.tracking(CHAIN).wanted()).isEmpty();
                assertThat(store.tracking(CHAIN).leaving()).containsExactly(SOMEBODY.address());
                assertThat(store.quarantined(CHAIN)).isEmpty();
              });
    }
    assertThat(following(server).tracking(CHAIN)).isEqualTo(writer.tracking(CHAIN));
  }

  /** The writer drops an account's rows while another process asks for it again. */
  @Test
  void whoIsAskedForAgainWhileItsRowsAreDroppedStaysAskedFor() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    PositionStore follower = following(server);
    follower.track(SOMEBODY);
    follower.untrack(SOMEBODY);
    await().until(() -> writer.tracking(CHAIN).leaving().contains(SOMEBODY.address()));
    assertThat(server.answers("HSET " + bucketOf(SOMEBODY) + " " + SOMEBODY.address() + " 1"))
        .startsWith(":0");
    Batch first = new RedisScriptedChain(1, 39).batch(1);
    assertThat(writer.apply(dropping(first))).isInstanceOf(Applied.class);
    assertThat(following(server).tracked(CHAIN)).containsExactly(SOMEBODY.address());
  }

  private static String bucketOf(AccountId account) {
    return RedisKeys.of(RedisSettings.of("redis://x:1"), CHAIN).tracked(account.address());
  }

  private static Batch dropping(Batch batch) {
    return new Batch(
        batch.chain(),
        batch.owner(),
        batch.expectedHead(),
        batch.revertTo(),
        batch.units(),
        batch.safeHeight(),
        batch.finalizedHeight(),
        batch.keepFrom(),
        new TreeSet<>(List.of(SOMEBODY.address())));
  }

  private static ChainHealth health(ChainHealth.State state, long contact) {
    return new ChainHealth(
        CHAIN, state, Instant.ofEpochSecond(contact), Instant.ofEpochSecond(contact - 1), 7, "x");
  }

  @Test
  void whatTheWriterReportsReachesFollowersWithItsTimeAndIsNotRefreshedWhenItIsDead() {
    RedisProcess server = server();
    PositionStore writer = writing(server);
    HealthRecorder early = new HealthRecorder();
    following(server).subscribe(CHAIN, early);
    ChainHealth first = health(ChainHealth.State.LIVE, 100);
    writer.report(first);
    await().untilAsserted(() -> assertThat(early.health).containsExactly(first));
    ChainHealth second = health(ChainHealth.State.HALTED, 200);
    writer.report(second);
    await().untilAsserted(() -> assertThat(early.health).containsExactly(first, second));
    writer.close();
    HealthRecorder late = new HealthRecorder();
    PositionStore follower = following(server);
    follower.subscribe(CHAIN, late);
    await().untilAsserted(() -> assertThat(late.health).containsExactly(second));
    PositionStore next = writing(server);
    next.report(health(ChainHealth.State.LIVE, 300));
    await().untilAsserted(() -> assertThat(late.health).hasSize(2));
  }

  private static final class HealthRecorder extends BatchRecorder {
    final List<ChainHealth> health = new CopyOnWriteArrayList<>();

    @Override
    public void health(ChainHealth value) {
      health.add(value);
    }
  }

  @Test
  void whoStandsByFollowsAndTakesOverWithoutAGap() {
    RedisProcess server = server();
    PositionStore first = writing(server);
    PositionStore second = writer(server);
    BatchRecorder heard = new BatchRecorder();
    second.subscribe(CHAIN, heard);
    RedisScriptedChain chain = new RedisScriptedChain(40, 40);
    chain.writeTo(first, 15);
    AcquireResult refused = second.acquire(CHAIN, OWNER);
    assertThat(refused).isInstanceOf(Held.class);
    assertThat(((Held) refused).left()).isBetween(Duration.ZERO, LEASE);
    assertThat(second.apply(chain.batch(16))).isInstanceOf(Fenced.class);
    first.close();
    assertThat(second.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    assertThat(contents(second)).isEqualTo(chain.expected(15));
    chain.writeTo(second, 40);
    heard.awaitSeq(40);
    assertThat(heard.seqs).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
    assertThat(contents(second)).isEqualTo(chain.expected(40));
  }
}
