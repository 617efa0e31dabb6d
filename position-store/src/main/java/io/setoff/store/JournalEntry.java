package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to undo one block.
 *
 * @param block the block
 * @param undo the rows as they were before it; empty means absent
 */
public record JournalEntry(BlockRef block, SortedMap<RowKey, Optional<Row>> undo) {
  public JournalEntry {
    undo = Collections.unmodifiableSortedMap(new TreeMap<>(undo));
  }
}
