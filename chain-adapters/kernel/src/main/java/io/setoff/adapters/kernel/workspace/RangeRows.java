package io.setoff.adapters.kernel.workspace;

import io.setoff.model.BlockRef;
import java.util.Optional;

/**
 * The rows that ranges of finalized blocks are folded into, handed on from range to range, so that
 * those which change all the time are read from the store once. Only the chain's writer uses it,
 * and tells it when it wrote anything else.
 */
public final class RangeRows {
  /**
   * Some 50 MB; with more rows than this they are committed, and the next range begins with none.
   */
  public static final int MOST_ROWS = 65_536;

  private record Applied(BlockRef last, Workspace rows) {}

  private Optional<Applied> newest = Optional.empty();

  /** Takes the rows of the range that ended at {@code block}, the store's head. */
  public Optional<Workspace> takeAfter(BlockRef block) {
    Optional<Workspace> rows =
        newest
            .filter(range -> range.last().equals(block))
            .map(Applied::rows)
            .filter(held -> held.size() < MOST_ROWS);
    forget();
    return rows;
  }

  /** The store holds the range up to {@code last}, and so all that {@code rows} say. */
  public void applied(BlockRef last, Workspace rows) {
    rows.applied();
    newest = Optional.of(new Applied(last, rows));
  }

  public void forget() {
    newest = Optional.empty();
  }
}
