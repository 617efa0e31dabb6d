package io.setoff.adapters.evm;

import io.setoff.adapters.kernel.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.Origin;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows that come from a read instead of a log. A read that fails keeps the last good row and leaves
 * a mark with the height since when it fails.
 */
public final class Readings {
  private static final String FAILED = "!failed";

  private Readings() {}

  /** Stores what was read, and takes the mark away. */
  public static void put(RowEditor rows, RowKey key, List<BigInteger> words, BlockRef block) {
    rows.put(key, words, Origin.read(block));
    if (rows.get(mark(key)).isPresent()) {
      rows.delete(mark(key));
    }
  }

  /** Marks a failed read, unless it already failed before. */
  public static void failed(RowEditor rows, RowKey key, BlockRef block) {
    if (rows.get(mark(key)).isEmpty()) {
      rows.put(mark(key), List.of(BigInteger.valueOf(block.height())), Origin.read(block));
    }
  }

  /** Height since when reads fail; empty when the last one was good. */
  public static OptionalLong failedSince(Rows rows, RowKey key) {
    return rows.get(mark(key)).stream().mapToLong(row -> row.word(0).longValueExact()).findFirst();
  }

  private static RowKey mark(RowKey key) {
    return new RowKey(key.table() + FAILED, key.entity(), key.item());
  }
}
