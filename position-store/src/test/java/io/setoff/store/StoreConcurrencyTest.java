package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.ApplyResult.Applied;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers wait for the disk, readers for nobody, and nobody is told while a lock is held. */
@Timeout(600)
class StoreConcurrencyTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final AccountId ACCOUNT = new AccountId(CHAIN, "0x%040x".formatted(1));
  private static final String OWNER = "writer";
  static final Duration PATIENCE = Duration.ofMinutes(9);

  /** Rows that every block writes, all with the block's own value. */
  private static final int ROWS = 5;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static Row row(long value) {
    return new Row(
        List.of(BigInteger.valueOf(value)),
        new Origin(1, ReferenceChain.hash("o"), Optional.empty()));
  }

  private static Unit unit(BlockRef block, long value, int rows) {
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (int i = 0; i < rows; i++) {
      changes.put(new RowKey("t", "e", Integer.toString(i)), Optional.of(row(value)));
    }
    return new Unit(block, true, changes);
  }

  private static BlockRef block(long height, String name) {
    return ReferenceChain.block(height, name, "0x0");
  }

  private static Batch batch(Optional<BlockRef> head, Optional<BlockRef> revertTo, Unit unit) {
    return new Batch(CHAIN, OWNER, head, revertTo, List.of(unit), 0, 0, 0);
  }

  /** Makes a chain of blocks, each with all rows at the value of its number. */
  private static final class Writer {
    private final PositionStore store;
    private final int rows;
    private Optional<BlockRef> head = Optional.empty();
    private long number;

    Writer(PositionStore store, int rows) {
      this.store = store;
      this.rows = rows;
      store.acquire(CHAIN, OWNER);
    }

    void extend() {
      apply(head, head.map(BlockRef::height).orElse(0L) + 1);
    }

    /** Puts another block in place of the last one. */
    void replaceLast(BlockRef parent) {
      apply(Optional.of(parent), parent.height() + 1);
    }

    private void apply(Optional<BlockRef> parent, long height) {
      number++;
      BlockRef block = block(height, "b" + number);
      Optional<BlockRef> revertTo = head.equals(parent) ? Optional.empty() : parent;
      ApplyResult result = store.apply(batch(head, revertTo, unit(block, number, rows)));
      assertThat(result).isInstanceOf(Applied.class);
      head = Optional.of(block);
      assertThat(store.cursor(CHAIN).map(ChainCursor::head)).as("its own read").isEqualTo(head);
    }
  }

  private <T> T soon(Callable<T> call) throws Exception {
    return threads.submit(call).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void readersDoNotWaitForTheDiskAndSeeNothingThatIsNotOnIt() throws Exception {
    Semaphore disk = new Semaphore(4);
    CountDownLatch writing = new CountDownLatch(5);
    PositionStore store =
        new GatedStore(
            () -> {
              writing.countDown();
              disk.acquireUninterruptibly();
            });
    Writer writer = new Writer(store, ROWS);
    writer.extend();
    writer.extend();
    store.track(ACCOUNT);
    store.quarantine(ACCOUNT, PositionStoreContract.OFF_BY_ONE);
    Future<?> third = threads.submit(writer::extend);
    writing.await();

    assertThat(soon(() -> store.cursor(CHAIN)).orElseThrow().seq()).isEqualTo(2);
    assertThat(soon(() -> store.journal(CHAIN))).hasSize(1);
    assertThat(soon(() -> store.tracked(CHAIN))).containsExactly(ACCOUNT.address());
    assertThat(soon(() -> store.quarantineOf(ACCOUNT))).contains(PositionStoreContract.OFF_BY_ONE);
    assertThat(soon(() -> store.quarantined(CHAIN))).hasSize(1);
    assertThat(soon(() -> store.read(CHAIN, new RowKey("t", "e", "0")))).contains(row(2));
    assertThat(soon(() -> store.items(CHAIN, "t", "e")).values()).containsOnly(row(2));
    assertThat(third).isNotDone();

    disk.release();
    third.get();
    assertThat(store.cursor(CHAIN).orElseThrow().seq()).isEqualTo(3);
    assertThat(store.read(CHAIN, new RowKey("t", "e", "0"))).contains(row(3));
  }

  @Test
  void whatCannotBeMadeDurableIsNeitherReadNorTold() {
    AtomicBoolean full = new AtomicBoolean();
    PositionStore store =
        new GatedStore(
            () -> {
              if (full.get()) {
                throw new StoreException("the disk is full");
              }
            });
    Writer writer = new Writer(store, ROWS);
    writer.extend();
    BatchRecorder recorder = new BatchRecorder();
    store.subscribe(CHAIN, recorder);
    full.set(true);
    assertThatThrownBy(writer::extend).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.quarantine(ACCOUNT, PositionStoreContract.OFF_BY_ONE))
        .isInstanceOf(StoreException.class);
    assertThat(store.cursor(CHAIN).orElseThrow().seq()).isEqualTo(1);
    assertThat(store.quarantineOf(ACCOUNT)).isEmpty();
    assertThat(recorder.seqs).containsExactly(1L);
  }

  /** Reads when it is asked to, and once more while the step goes on. */
  private static final class Reader implements Runnable {
    private final PositionStore store;
    private final BlockingQueue<CountDownLatch> asked;

    Reader(PositionStore store, BlockingQueue<CountDownLatch> asked) {
      this.store = store;
      this.asked = asked;
    }

    @Override
    public void run() {
      try {
        for (CountDownLatch answered = asked.take();
            answered.getCount() > 0;
            answered = asked.take()) {
          assertWhole(store);
          answered.countDown();
          assertWhole(store);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** No step becomes durable before every reader has answered once more since it began. */
  @Test
  void readersSeeWholeStatesAndSubscribersEveryBatchOnceAndInOrder() throws Exception {
    int steps = 150;
    List<BlockingQueue<CountDownLatch>> questions =
        List.of(
            new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
    PositionStore store = new GatedStore(() -> awaitAnswers(questions));
    List<Future<?>> readers = new ArrayList<>();
    questions.forEach(asked -> readers.add(threads.submit(new Reader(store, asked))));
    List<BatchRecorder> recorders = new ArrayList<>();
    Writer writer = new Writer(store, ROWS);
    for (int step = 0; step < steps; step++) {
      if (step % 20 == 0) {
        BatchRecorder recorder = new BatchRecorder();
        store.subscribe(CHAIN, recorder);
        recorders.add(recorder);
      }
      Optional<BlockRef> before = writer.head;
      writer.extend();
      if (step % 3 == 1) {
        writer.replaceLast(before.orElseThrow());
      }
    }
    questions.forEach(asked -> asked.add(new CountDownLatch(0)));
    for (Future<?> reader : readers) {
      reader.get();
    }
    ChainCursor last = store.cursor(CHAIN).orElseThrow();
    for (BatchRecorder recorder : recorders) {
      recorder.awaitSeq(last.seq());
      long first = recorder.seqs.getFirst();
      assertThat(recorder.seqs)
          .containsExactlyElementsOf(LongStream.rangeClosed(first, last.seq()).boxed().toList());
      ChainReplica.State newest = recorder.replica.states().getLast();
      assertThat(newest.block()).isEqualTo(last.head());
      assertThat(newest.rows().items("t", "e")).isEqualTo(store.items(CHAIN, "t", "e"));
    }
    assertThat(recorders.getFirst().seqs.getFirst()).isEqualTo(1);
  }

  private static void awaitAnswers(List<BlockingQueue<CountDownLatch>> questions) {
    CountDownLatch answered = new CountDownLatch(questions.size());
    questions.forEach(asked -> asked.add(answered));
    try {
      assertThat(answered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("readers answer while a step is made durable")
          .isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertWhole(PositionStore store) {
    assertThat(store.items(CHAIN, "t", "e").values().stream().distinct().count())
        .as("values of the rows of one block")
        .isLessThanOrEqualTo(1);
    List<JournalEntry> journal = store.journal(CHAIN);
    for (int i = 1; i < journal.size(); i++) {
      assertThat(journal.get(i).block().height())
          .isEqualTo(journal.get(i - 1).block().height() + 1);
    }
  }

  @Test
  void nobodyIsToldWhileALockIsHeld() throws Exception {
    PositionStore store = new GatedStore(() -> {});
    CountDownLatch written = new CountDownLatch(1);
    store.subscribe(
        CHAIN,
        new BatchRecorder() {
          @Override
          public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
            end(threads.submit(() -> store.track(ACCOUNT)));
            written.countDown();
          }
        });
    new Writer(store, ROWS).extend();
    assertThat(written.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static void end(Future<?> work) {
    try {
      work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSubscriberThatFailsIsToldTheStateAgainAndNobodyElseHearsOfIt() {
    PositionStore store = new GatedStore(() -> {});
    BatchRecorder steady = new BatchRecorder();
    AtomicInteger failures = new AtomicInteger();
    BatchRecorder failing =
        new BatchRecorder() {
          @Override
          public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
            if (cursor.seq() == 2 && failures.incrementAndGet() == 1) {
              throw new IllegalStateException("a fault of the subscriber");
            }
            super.applied(cursor, revertTo, units);
          }
        };
    store.subscribe(CHAIN, failing);
    store.subscribe(CHAIN, steady);
    Writer writer = new Writer(store, ROWS);
    for (int i = 0; i < 10; i++) {
      writer.extend();
    }
    steady.awaitSeq(10);
    failing.awaitSeq(10);
    assertThat(failures).hasValue(1);
    assertThat(steady.seqs).hasSize(10);
    assertThat(failing.seqs).isSorted().doesNotHaveDuplicates();
    assertThat(failing.replica.states().getLast()).isEqualTo(steady.replica.states().getLast());
  }

  @Test
  void aWriterFarAheadOfASubscriberWaitsForItAndNobodyWaitsForTheWriter() throws Exception {
    int batches = 30;
    int rows = 2_500;
    Semaphore mayHear = new Semaphore(0);
    PositionStore store = new GatedStore(() -> {});
    BatchRecorder slow =
        new BatchRecorder() {
          @Override
          public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
            mayHear.acquireUninterruptibly();
            super.applied(cursor, revertTo, units);
          }
        };
    store.subscribe(CHAIN, slow);
    Writer writer = new Writer(store, rows);
    Thread writing =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  for (int i = 0; i < batches; i++) {
                    writer.extend();
                  }
                });
    await().atMost(PATIENCE).until(() -> writing.getState() == Thread.State.WAITING);
    long ahead = store.cursor(CHAIN).orElseThrow().seq();
    assertThat(ahead).isBetween(2L, 25L);
    soon(
        () -> {
          store.track(ACCOUNT);
          return store.tracked(CHAIN);
        });
    BatchRecorder another = new BatchRecorder();
    soon(() -> store.subscribe(CHAIN, another));
    assertThat(another.seqs).containsExactly(ahead);
    assertThat(writing.getState()).isEqualTo(Thread.State.WAITING);
    mayHear.release(batches);
    writing.join();
    slow.awaitSeq(batches);
    another.awaitSeq(batches);
    assertThat(slow.seqs).hasSize(batches);
  }

  @Test
  void whoHasClosedHearsNoMoreAndAClosedStoreIsNotWritten() {
    PositionStore store = new GatedStore(() -> {});
    BatchRecorder recorder = new BatchRecorder();
    BatchRecorder staying = new BatchRecorder();
    PositionStore.Subscription subscription = store.subscribe(CHAIN, recorder);
    store.subscribe(CHAIN, staying);
    Writer writer = new Writer(store, ROWS);
    writer.extend();
    recorder.awaitSeq(1);
    subscription.close();
    writer.extend();
    staying.awaitSeq(2);
    assertThat(recorder.seqs).containsExactly(1L);
    store.close();
    assertThatThrownBy(writer::extend)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.track(ACCOUNT)).isInstanceOf(StoreException.class);
  }
}
