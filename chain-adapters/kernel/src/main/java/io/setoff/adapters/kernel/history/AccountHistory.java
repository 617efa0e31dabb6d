package io.setoff.adapters.kernel.history;

import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folds the history of one account again: only the blocks whose logs name it are fetched, however
 * long the chain is. Right for rows that depend on those logs and on which contracts there are.
 */
public final class AccountHistory {
  private AccountHistory() {}

  /**
   * The account's rows at the head of {@code store}, worked out from nothing.
   *
   * @param source the account's chain
   */
  public static SortedMap<RowKey, Row> fold(
      ChainSource source, PositionStore store, AccountId account) {
    return fold(
        source, new Stored(store, account.chain()), account.address(), store.blocksOf(account));
  }

  /**
   * The account's rows after {@code blocks}, worked out from nothing.
   *
   * @param others the rows that are not the account's, at the last of the blocks or after it
   * @param blocks heights of all blocks that name the account, in order
   */
  static SortedMap<RowKey, Row> fold(
      ChainSource source, Rows others, String account, List<Long> blocks) {
    Folded rows = new Folded(others, account);
    for (long height : blocks) {
      source.range(height, height, rows).get().foldInto(rows);
      rows.finishBlock();
    }
    return rows.own();
  }

  /** The newest rows of a chain. */
  private record Stored(PositionStore store, ChainId chain) implements Rows {
    @Override
    public Optional<Row> get(RowKey key) {
      return store.read(chain, key);
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      return store.items(chain, table, entity);
    }
  }

  /** The rows of others with what the blocks changed, and those of the account from nothing. */
  private static final class Folded implements RowEditor {
    private record Entity(String table, String entity) {}

    private final Rows others;
    private final String account;
    private final Map<Entity, SortedMap<String, Optional<Row>>> changed = new HashMap<>();

    /** What the block under way changed, as it was before. */
    private final Map<RowKey, Optional<Optional<Row>>> before = new TreeMap<>();

    Folded(Rows others, String account) {
      this.others = others;
      this.account = account;
    }

    private Map<String, Optional<Row>> changes(RowKey key) {
      return changed.computeIfAbsent(
          new Entity(key.table(), key.entity()), unknown -> new TreeMap<>());
    }

    private Optional<Optional<Row>> change(RowKey key) {
      return Optional.ofNullable(changes(key).get(key.item()));
    }

    @Override
    public Optional<Row> get(RowKey key) {
      return change(key)
          .orElseGet(() -> key.entity().equals(account) ? Optional.empty() : others.get(key));
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      SortedMap<String, Row> items =
          entity.equals(account) ? new TreeMap<>() : new TreeMap<>(others.items(table, entity));
      changed
          .getOrDefault(new Entity(table, entity), new TreeMap<>())
          .forEach(
              (item, row) ->
                  row.ifPresentOrElse(value -> items.put(item, value), () -> items.remove(item)));
      return items;
    }

    @Override
    public void put(RowKey key, List<BigInteger> words, Origin origin) {
      change(key, Optional.of(new Row(words, origin)));
    }

    @Override
    public void delete(RowKey key) {
      change(key, Optional.empty());
    }

    private void change(RowKey key, Optional<Row> row) {
      before.putIfAbsent(key, change(key));
      changes(key).put(key.item(), row);
    }

    @Override
    public void names(String address, long height) {
      // The index is there already.
    }

    @Override
    public void restartBlock() {
      before.forEach(
          (key, row) ->
              row.ifPresentOrElse(
                  value -> changes(key).put(key.item(), value),
                  () -> changes(key).remove(key.item())));
      before.clear();
    }

    void finishBlock() {
      before.clear();
    }

    SortedMap<RowKey, Row> own() {
      SortedMap<RowKey, Row> own = new TreeMap<>();
      changed.forEach(
          (of, items) -> {
            if (of.entity().equals(account)) {
              items.forEach(
                  (item, row) ->
                      row.ifPresent(
                          value -> own.put(new RowKey(of.table(), account, item), value)));
            }
          });
      return own;
    }
  }
}
