package io.setoff.adapters.kernel.history;

import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells whether the rows of an account are what its own blocks say. When they are and the contracts
 * say otherwise, what the fold takes the logs to mean is wrong, or the node's view is; when they
 * are not, the rows are. It compares the tables of {@link ChainSource#accountTables}; rows that are
 * read from views are not among them.
 */
public final class HistoryCheck {
  /** About a minute of one node's time, at three requests of 20 ms for each block. */
  public static final int MAX_BLOCKS = 1_000;

  private HistoryCheck() {}

  /** What came out. */
  public sealed interface Result {
    /** For people, without the account's address. */
    String sentence();
  }

  /**
   * The rows are what the blocks say.
   *
   * @param blocks folded
   * @param rows compared
   */
  public record Same(int blocks, int rows) implements Result {
    @Override
    public String sentence() {
      return "folding its %d blocks again gives the same %d rows; what was read is not among them"
          .formatted(blocks, rows);
    }
  }

  /**
   * The rows are not what the blocks say.
   *
   * @param blocks folded
   * @param key of the first row that differs
   * @param here that row; empty when there is none
   * @param folded what the blocks say it is; empty when there is to be none
   */
  public record Other(int blocks, RowKey key, Optional<Row> here, Optional<Row> folded)
      implements Result {
    @Override
    public String sentence() {
      return "folding its %d blocks again gives other rows: %s is %s here and %s by its blocks"
          .formatted(blocks, (key.table() + " " + key.item()).strip(), words(here), words(folded));
    }

    private static String words(Optional<Row> row) {
      return row.map(value -> value.words().toString()).orElse("nothing");
    }
  }

  /**
   * Nothing was folded.
   *
   * @param blocks more than {@link #MAX_BLOCKS}
   */
  public record TooMany(int blocks) implements Result {
    @Override
    public String sentence() {
      return "its %d blocks are not folded again, which is done up to %d"
          .formatted(blocks, MAX_BLOCKS);
    }
  }

  /**
   * Folds the account again and compares.
   *
   * @param rows the state at a finalized block
   * @param blocks heights of all blocks up to it that name the account, in order
   * @throws RpcUnavailableException when no node answers
   */
  public static Result of(ChainSource source, Rows rows, String account, List<Long> blocks) {
    if (blocks.size() > MAX_BLOCKS) {
      return new TooMany(blocks.size());
    }
    SortedSet<String> tables = source.accountTables();
    SortedMap<RowKey, Row> folded =
        new TreeMap<>(AccountHistory.fold(source, rows, account, blocks));
    folded.keySet().removeIf(key -> !tables.contains(key.table()));
    SortedMap<RowKey, Row> here = new TreeMap<>();
    for (String table : tables) {
      rows.items(table, account)
          .forEach((item, row) -> here.put(new RowKey(table, account, item), row));
    }
    SortedSet<RowKey> keys = new TreeSet<>(here.keySet());
    keys.addAll(folded.keySet());
    for (RowKey key : keys) {
      Optional<Row> stored = Optional.ofNullable(here.get(key));
      Optional<Row> again = Optional.ofNullable(folded.get(key));
      if (!stored.map(Row::words).equals(again.map(Row::words))) {
        return new Other(blocks.size(), key, stored, again);
      }
    }
    return new Same(blocks.size(), keys.size());
  }
}
