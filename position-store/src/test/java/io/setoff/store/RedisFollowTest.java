package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.setoff.model.BlockRef;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A process that reads what another one writes, on a real server. */
class RedisFollowTest extends RedisProcesses {
  @Test
  void anEmptyChainIsFollowedFromItsFirstStepAndEachIsToldOnceAndInOrder() {
    PositionStore follower = following();
    BatchRecorder heard = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    PositionStore writer = writing();
    RedisScriptedChain chain = new RedisScriptedChain(60, 31);
    chain.writeTo(writer, 60);
    heard.awaitSeq(60);
    assertThat(heard.seqs).isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
    assertThat(contents(follower)).isEqualTo(chain.expected(60));
  }

  /** Every kind of step that there is, and after each the follower is where the writer is. */
  @Test
  void aFollowerIsWhereItsWriterIsAfterEachStepOfARandomHistory() {
    PositionStore writer = writing();
    PositionStore follower = following();
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
    PositionStore writer = writing();
    RedisScriptedChain chain = new RedisScriptedChain(40, 33);
    chain.writeTo(writer, 10);
    try (PositionStore follower = RedisPositionStore.follow(settings(), folder.resolve("same"))) {
      awaitSame(follower, writer);
    }
    chain.writeTo(writer, 20);
    PositionStore again = following("same");
    BatchRecorder heard = new BatchRecorder();
    again.subscribe(CHAIN, heard);
    chain.writeTo(writer, 40);
    awaitSame(again, writer);
    heard.awaitSeq(40);
    assertThat(states(heard).getLast()).isEqualTo(writer.items(CHAIN, "t", "e5"));
  }

  /** It grows meanwhile: what is read first is older than what is read last. */
  @Test
  void aChainThatMovesOnWhileItIsReadIsReadAsItWasAtOneStep() {
    PositionStore writer = writing();
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
      PositionStore follower = following("r" + reads);
      ImageRecorder first = new ImageRecorder();
      follower.subscribe(CHAIN, first);
      assertThat(first.image.orElseThrow()).isEqualTo(rowsAfter(first.height));
      follower.close();
    }
    enough.set(true);
    writing.join();
    awaitSame(following(), writer);
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
    PositionStore writer = writing();
    PositionStore follower = following();
    RedisScriptedChain chain = new RedisScriptedChain(2, 38);
    chain.writeTo(writer, 1);
    assertThatThrownBy(() -> follower.acquire(CHAIN, OWNER))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("follows eip155:1 and does not write it");
    assertThat(follower.apply(chain.batch(2))).isInstanceOf(Fenced.class);
    awaitSame(follower, writer);
    assertThat(follower.replace(CHAIN, OWNER, follower)).isInstanceOf(Fenced.class);
  }
}
