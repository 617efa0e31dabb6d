package io.setoff.store;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One atomic step of a chain's writer.
 *
 * <p>It applies only when the store's head is {@code expectedHead}. It first undoes every block
 * after {@code revertTo}, then applies the units in order. A first unit with the head's own hash
 * amends the head: it may add rows, not accounts.
 *
 * @param chain which chain
 * @param owner who writes; see {@link PositionStore#acquire}
 * @param expectedHead the head that the writer built on; empty for the first batch of a chain
 * @param revertTo the last block that stays; empty when nothing is undone
 * @param units blocks to apply, oldest first
 * @param safeHeight newest safe height, never above the new head
 * @param finalizedHeight newest finalized height, never above the new head
 * @param keepFrom journal entries below this height are dropped
 * @param dropped addresses whose per-account rows the units delete: those that are still {@link
 *     PositionStore#untrack untracked} are forgotten in the same step
 */
public record Batch(
    ChainId chain,
    String owner,
    Optional<BlockRef> expectedHead,
    Optional<BlockRef> revertTo,
    List<Unit> units,
    long safeHeight,
    long finalizedHeight,
    long keepFrom,
    SortedSet<String> dropped) {

  /** Copies the units. */
  public Batch {
    units = List.copyOf(units);
    dropped = Collections.unmodifiableSortedSet(new TreeSet<>(dropped));
    if (units.isEmpty() && revertTo.isEmpty()) {
      throw new IllegalArgumentException("a batch moves the head");
    }
  }

  /** A step in which no account is dropped. */
  public Batch(
      ChainId chain,
      String owner,
      Optional<BlockRef> expectedHead,
      Optional<BlockRef> revertTo,
      List<Unit> units,
      long safeHeight,
      long finalizedHeight,
      long keepFrom) {
    this(
        chain,
        owner,
        expectedHead,
        revertTo,
        units,
        safeHeight,
        finalizedHeight,
        keepFrom,
        Collections.emptySortedSet());
  }
}
