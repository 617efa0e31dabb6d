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
import java.util.concurrent.ConcurrentSkipListSet;

/** Rows in memory, gone at the end of the process: for tests. */
public final class MemoryPositionStore extends JournaledStore {
  private final Map<ChainId, ConcurrentSkipListMap<RowKey, Row>> rows = new ConcurrentHashMap<>();
  private final Map<AccountId, ConcurrentSkipListSet<Long>> named = new ConcurrentHashMap<>();
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
  public List<Long> blocksOf(AccountId account) {
    return List.copyOf(named.getOrDefault(account, new ConcurrentSkipListSet<>()));
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    TreeMap<String, List<Long>> index = new TreeMap<>();
    named.forEach(
        (account, heights) -> {
          if (account.chain().equals(chain) && !heights.isEmpty()) {
            index.put(account.address(), List.copyOf(heights));
          }
        });
    return index;
  }

  private ConcurrentSkipListSet<Long> named(ChainId chain, String address) {
    return named.computeIfAbsent(
        new AccountId(chain, address), key -> new ConcurrentSkipListSet<>());
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
            (height, accounts) ->
                accounts.forEach(address -> named(step.chain(), address).remove(height)));
    step.accountPuts()
        .forEach(
            unit ->
                unit.forEach(
                    (address, heights) ->
                        heights.stream().forEach(named(step.chain(), address)::add)));
  }

  @Override
  void commitImage(ChainId chain, Image image) {
    rows.put(chain, new ConcurrentSkipListMap<>(image.rows()));
    named.keySet().removeIf(account -> account.chain().equals(chain));
    image.accounts().forEach((address, heights) -> named(chain, address).addAll(heights));
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
    named.forEach(
        (account, heights) -> copy.named.put(account, new ConcurrentSkipListSet<>(heights)));
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
