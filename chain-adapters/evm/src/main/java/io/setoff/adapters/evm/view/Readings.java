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

  /** A read that is needed once is tried again this many blocks after a refusal. */
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

  /** Whether a read that is needed once should be tried at this block. */
  static boolean isDue(Rows rows, RowKey key, BlockRef block) {
    if (rows.get(key).isPresent()) {
      return false;
    }
    Optional<Row> mark = rows.get(mark(key));
    return mark.isEmpty() || block.height() - mark.get().word(1).longValueExact() >= RETRY_BLOCKS;
  }

  /** Height since when reads fail; empty when the last one was good. */
  public static OptionalLong failedSince(Rows rows, RowKey key) {
    return rows.get(mark(key)).stream().mapToLong(row -> row.word(0).longValueExact()).findFirst();
  }

  private static RowKey mark(RowKey key) {
    return new RowKey(key.table() + FAILED, key.entity(), key.item());
  }
}
