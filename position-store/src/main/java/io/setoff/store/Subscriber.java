package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Follows one chain of a {@link PositionStore}. It is called by one thread at a time, with nothing
 * but immutable values, and while the store holds no lock. What was applied within a trace is told
 * within it. A call that throws is logged, and the whole state is told again.
 */
public interface Subscriber {

  /**
   * The whole state; the first call when the chain has one.
   *
   * @param cursor where it is
   * @param rows the rows at the head
   * @param journal how to undo the blocks after the base, oldest first
   */
  void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal);

  /**
   * One applied batch.
   *
   * @param cursor the cursor after it
   * @param revertTo the last block that stayed; empty when nothing was undone
   * @param units blocks applied, oldest first
   */
  void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units);

  /** All accounts that are not to be relied on, by address, each with the reason. */
  void quarantined(SortedMap<String, Quarantine> marks);

  /** The writer's view of the chain. */
  void health(ChainHealth health);
}
