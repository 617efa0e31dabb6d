package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one block, or one range of finalized blocks, changed.
 *
 * @param block the block, or the last of the range
 * @param journaled whether the replaced rows are kept so that the block can be undone; a range of
 *     finalized blocks does without, and ends the journal before it
 * @param changes the new rows, absolute; empty means deleted
 * @param accounts addresses that its logs name, each with the heights of the blocks; see {@link
 *     PositionStore#blocksOf}
 */
public record Unit(
    BlockRef block,
    boolean journaled,
    SortedMap<RowKey, Optional<Row>> changes,
    SortedMap<String, Heights> accounts) {
  public Unit {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
  }

  /** A unit that names no account. */
  public Unit(BlockRef block, boolean journaled, SortedMap<RowKey, Optional<Row>> changes) {
    this(block, journaled, changes, new TreeMap<>());
  }
}
