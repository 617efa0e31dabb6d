package io.setoff.adapters.kernel;

import io.setoff.model.BlockRef;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.JournalEntry;
import io.setoff.store.Quarantine;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import io.setoff.testing.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a chain's writer reports. */
public final class HealthLog implements Subscriber {
  private final List<ChainHealth> reports = new CopyOnWriteArrayList<>();

  public void await(ChainHealth.State state) {
    Patience.await().until(() -> reports.stream().anyMatch(report -> report.state() == state));
  }

  public ChainHealth newest() {
    return reports.getLast();
  }

  @Override
  public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {}

  @Override
  public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {}

  @Override
  public void quarantined(SortedMap<String, Quarantine> marks) {}

  @Override
  public void health(ChainHealth health) {
    reports.add(health);
  }
}
