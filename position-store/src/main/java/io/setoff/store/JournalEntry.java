package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How to undo one block.
 *
 * @param block the block
 * @param undo the rows as they were before it; empty means absent
 * @param accounts addresses that its logs name
 */
public record JournalEntry(
    BlockRef block, SortedMap<RowKey, Optional<Row>> undo, SortedSet<String> accounts) {
  public JournalEntry {
    undo = Collections.unmodifiableSortedMap(new TreeMap<>(undo));
    accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
  }
}
