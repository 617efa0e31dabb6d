package io.setoff.store;

import static io.setoff.store.PositionStoreContract.CHAIN;
import static io.setoff.store.PositionStoreContract.OFF_BY_ONE;
import static org.awaitility.Awaitility.await;

import io.setoff.model.BlockRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a subscriber was told. Its replica may be read once it was waited for. */
final class ContractFollower implements Subscriber {
  private static final Duration POLL = Duration.ofMillis(1);

  final ChainReplica replica = new ChainReplica();
  final List<ChainHealth> health = new CopyOnWriteArrayList<>();
  final AtomicReference<Map<String, Quarantine>> quarantined =
      new AtomicReference<>(Map.of("?", OFF_BY_ONE));
  private final AtomicLong seq = new AtomicLong();

  void awaitAllOf(PositionStore store) {
    awaitSeq(store.cursor(CHAIN).map(ChainCursor::seq).orElse(0L));
  }

  void awaitSeq(long wanted) {
    await().pollInterval(POLL).until(() -> seq.get() == wanted);
  }

  @Override
  public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
    replica.reset(cursor, rows, journal);
    seq.set(cursor.seq());
  }

  @Override
  public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
    replica.apply(cursor, revertTo, units);
    seq.set(cursor.seq());
  }

  @Override
  public void quarantined(SortedMap<String, Quarantine> marks) {
    quarantined.set(marks);
  }

  @Override
  public void health(ChainHealth value) {
    health.add(value);
  }
}
