package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;

/** Rows in memory, gone at the end of the process: for tests. */
public final class MemoryPositionStore extends JournaledStore {
  private final Map<ChainId, ConcurrentSkipListMap<RowKey, Row>> rows = new ConcurrentHashMap<>();
  private final Map<AccountId, ConcurrentSkipListMap<Long, Long>> units = new ConcurrentHashMap<>();
  private final Deque<MemoryPositionStore> snapshots = new ConcurrentLinkedDeque<>();

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
  public List<BlockSpan> unitsOf(AccountId account) {
    return spans(units.getOrDefault(account, new ConcurrentSkipListMap<>()));
  }

  @Override
  public SortedMap<String, List<BlockSpan>> accountIndex(ChainId chain) {
    TreeMap<String, List<BlockSpan>> index = new TreeMap<>();
    units.forEach(
        (account, map) -> {
          if (account.chain().equals(chain) && !map.isEmpty()) {
            index.put(account.address(), spans(map));
          }
        });
    return index;
  }

  private static List<BlockSpan> spans(Map<Long, Long> firstByLast) {
    return firstByLast.entrySet().stream()
        .map(entry -> new BlockSpan(entry.getValue(), entry.getKey()))
        .toList();
  }

  private ConcurrentSkipListMap<Long, Long> units(ChainId chain, String address) {
    return units.computeIfAbsent(
        new AccountId(chain, address), key -> new ConcurrentSkipListMap<>());
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
    step.accountDeletes()
        .forEach(
            (last, accounts) ->
                accounts.forEach(address -> units(step.chain(), address).remove(last)));
    step.accountPuts()
        .forEach(
            (span, accounts) ->
                accounts.forEach(
                    address -> units(step.chain(), address).put(span.last(), span.first())));
  }

  @Override
  void commitImage(ChainId chain, Image image) {
    rows.put(chain, new ConcurrentSkipListMap<>(image.rows()));
    units.keySet().removeIf(account -> account.chain().equals(chain));
    image
        .accounts()
        .forEach(
            (address, spans) ->
                spans.forEach(span -> units(chain, address).put(span.last(), span.first())));
  }

  @Override
  public void snapshot() {
    snapshots.addFirst(copy());
    if (snapshots.size() > Snapshots.KEPT) {
      snapshots.removeLast();
    }
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    return List.copyOf(snapshots).stream().skip(age).findFirst().map(MemoryPositionStore::copy);
  }

  private MemoryPositionStore copy() {
    MemoryPositionStore copy = new MemoryPositionStore();
    copy.takeOver(this);
    rows.forEach((chain, map) -> copy.rows.put(chain, new ConcurrentSkipListMap<>(map)));
    units.forEach((account, map) -> copy.units.put(account, new ConcurrentSkipListMap<>(map)));
    return copy;
  }

  @Override
  public PositionStore scratch() {
    return new MemoryPositionStore();
  }

  @Override
  void persistTracked(AccountId account) {}

  @Override
  void persistQuarantine(AccountId account, Optional<String> reason) {}

  @Override
  public void close() {}

  private ConcurrentSkipListMap<RowKey, Row> of(ChainId chain) {
    return rows.computeIfAbsent(chain, key -> new ConcurrentSkipListMap<>());
  }
}
