package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Rows in memory, gone at the end of the process: for tests. */
public final class MemoryPositionStore extends JournaledStore {
  private final Map<ChainId, ConcurrentSkipListMap<RowKey, Row>> rows = new ConcurrentHashMap<>();

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    return Optional.ofNullable(of(chain).get(key));
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    of(chain).tailMap(new RowKey(table, entity, ""), true).entrySet().stream()
        .takeWhile(e -> e.getKey().table().equals(table) && e.getKey().entity().equals(entity))
        .forEach(e -> items.put(e.getKey().item(), e.getValue()));
    return items;
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    return new TreeMap<>(of(chain));
  }

  @Override
  void commit(Step step) {
    ConcurrentSkipListMap<RowKey, Row> map = of(step.chain());
    step.rows()
        .forEach(
            (key, row) -> row.ifPresentOrElse(value -> map.put(key, value), () -> map.remove(key)));
  }

  @Override
  void persistTracked(AccountId account) {}

  @Override
  public void close() {}

  private ConcurrentSkipListMap<RowKey, Row> of(ChainId chain) {
    return rows.computeIfAbsent(chain, key -> new ConcurrentSkipListMap<>());
  }
}
