package io.setoff.store;

import static org.awaitility.Awaitility.await;

import io.setoff.model.BlockRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What it heard: the number of every batch, and the chain as it is after them. */
class BatchRecorder implements Subscriber {
  final List<Long> seqs = new CopyOnWriteArrayList<>();
  final ChainReplica replica = new ChainReplica();

  @Override
  public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
    replica.reset(cursor, rows, journal);
    seqs.add(cursor.seq());
  }

  @Override
  public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
    replica.apply(cursor, revertTo, units);
    seqs.add(cursor.seq());
  }

  @Override
  public void quarantined(SortedMap<String, Quarantine> marks) {}

  @Override
  public void health(ChainHealth health) {}

  void awaitSeq(long seq) {
    await()
        .atMost(StoreConcurrencyTest.PATIENCE)
        .until(() -> !seqs.isEmpty() && seqs.getLast() >= seq);
  }
}
