package io.setoff.adapters.kernel.follow;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.RowKey;
import io.setoff.store.Tracked;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Accounts whose per-account rows must go, because nobody reads them any more: a row that stays
 * would be shown as if it were of the newest block.
 */
final class Leavers {
  private final PositionStore store;
  private final ChainId chain;

  Leavers(PositionStore store, ChainId chain) {
    this.store = store;
    this.chain = chain;
  }

  /**
   * Those that are leaving, and those that have left in a block after {@code ancestor}: with that
   * block undone their rows are back.
   */
  SortedSet<String> after(Optional<BlockRef> ancestor, Tracked tracked) {
    TreeSet<String> gone = new TreeSet<>(tracked.leaving());
    long kept = ancestor.map(BlockRef::height).orElse(Long.MIN_VALUE);
    for (JournalEntry entry : store.journal(chain)) {
      if (entry.block().height() > kept) {
        entry.undo().keySet().stream().map(RowKey::entity).forEach(gone::add);
      }
    }
    gone.removeAll(tracked.wanted());
    return gone;
  }
}
