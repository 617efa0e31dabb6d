package io.setoff.adapters.evm.view;

import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rows that come from a read instead of a log. A read that fails keeps the last good row and leaves
 * a mark: since when it fails, and when it was last tried.
 */
public final class Readings {
  private static final String FAILED = "!failed";

  /**
   * A read that is needed once is tried again at most this many blocks after a refusal; before that
   * after twice as many blocks each time.
   */
  private static final long RETRY_BLOCKS = 100;

  private Readings() {}

  /** Stores what was read, and takes the mark away. */
  public static void put(RowEditor rows, RowKey key, List<BigInteger> words, BlockRef block) {
    rows.put(key, words, Origin.read(block));
    if (rows.get(mark(key)).isPresent()) {
      rows.delete(mark(key));
    }
  }

  /** Marks a failed read. */
  public static void failed(RowEditor rows, RowKey key, BlockRef block) {
    BigInteger now = BigInteger.valueOf(block.height());
    BigInteger since = rows.get(mark(key)).map(row -> row.word(0)).orElse(now);
    rows.put(mark(key), List.of(since, now), Origin.read(block));
  }

  /** Takes away what was read, so that it is read again. */
  public static void forget(RowEditor rows, RowKey key) {
    for (RowKey known : List.of(key, mark(key))) {
      if (rows.get(known).isPresent()) {
        rows.delete(known);
      }
    }
  }

  /** Takes away what was read into the items of an entity. */
  public static void forgetItems(RowEditor rows, String table, String entity) {
    for (String kept : List.of(table, table + FAILED)) {
      rows.items(kept, entity)
          .keySet()
          .forEach(item -> rows.delete(new RowKey(kept, entity, item)));
    }
  }

  /** Whether a read that is needed once should be tried at this block. */
  static boolean isDue(Rows rows, RowKey key, BlockRef block) {
    if (rows.get(key).isPresent()) {
      return false;
    }
    Optional<Row> mark = rows.get(mark(key));
    if (mark.isEmpty()) {
      return true;
    }
    long last = mark.get().word(1).longValueExact();
    long pause = Math.min(RETRY_BLOCKS, last - mark.get().word(0).longValueExact() + 1);
    return block.height() - last >= pause;
  }

  /** Height since when reads fail; empty when the last one was good. */
  public static OptionalLong failedSince(Rows rows, RowKey key) {
    return rows.get(mark(key)).stream().mapToLong(row -> row.word(0).longValueExact()).findFirst();
  }

  private static RowKey mark(RowKey key) {
    return new RowKey(key.table() + FAILED, key.entity(), key.item());
  }
}
