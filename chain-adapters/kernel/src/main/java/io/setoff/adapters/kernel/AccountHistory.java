package io.setoff.adapters.kernel;

import io.setoff.model.AccountId;
import io.setoff.model.Origin;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
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
    AccountRows rows = new AccountRows(store, account);
    for (long height : store.blocksOf(account)) {
      source.range(height, height, rows).get().foldInto(rows);
      rows.finishBlock();
    }
    return rows.rows;
  }

  /** The store's rows, but those of the account as they are folded; no other row changes. */
  private static final class AccountRows implements RowEditor {
    private final PositionStore store;
    private final AccountId account;
    private final SortedMap<RowKey, Row> rows = new TreeMap<>();
    private final Map<RowKey, Optional<Row>> block = new TreeMap<>();

    AccountRows(PositionStore store, AccountId account) {
      this.store = store;
      this.account = account;
    }

    private boolean isOwn(String entity) {
      return entity.equals(account.address());
    }

    @Override
    public Optional<Row> get(RowKey key) {
      if (!isOwn(key.entity())) {
        return store.read(account.chain(), key);
      }
      return block.getOrDefault(key, Optional.ofNullable(rows.get(key)));
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      if (!isOwn(entity)) {
        return store.items(account.chain(), table, entity);
      }
      SortedMap<RowKey, Row> now = new TreeMap<>(rows);
      apply(block, now);
      SortedMap<String, Row> items = new TreeMap<>();
      now.forEach(
          (key, row) -> {
            if (key.table().equals(table)) {
              items.put(key.item(), row);
            }
          });
      return items;
    }

    @Override
    public void put(RowKey key, List<BigInteger> words, Origin origin) {
      if (isOwn(key.entity())) {
        block.put(key, Optional.of(new Row(words, origin)));
      }
    }

    @Override
    public void delete(RowKey key) {
      if (isOwn(key.entity())) {
        block.put(key, Optional.empty());
      }
    }

    @Override
    public void names(String address, long height) {
      // The index is there already.
    }

    @Override
    public void restartBlock() {
      block.clear();
    }

    void finishBlock() {
      apply(block, rows);
      block.clear();
    }

    private static void apply(Map<RowKey, Optional<Row>> changes, SortedMap<RowKey, Row> to) {
      changes.forEach(
          (key, row) -> row.ifPresentOrElse(value -> to.put(key, value), () -> to.remove(key)));
    }
  }
}
