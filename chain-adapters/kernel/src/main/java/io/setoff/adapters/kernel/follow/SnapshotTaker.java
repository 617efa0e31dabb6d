package io.setoff.adapters.kernel.follow;

import io.setoff.model.ChainId;
import io.setoff.store.PositionStore;
import io.setoff.store.StoreException;

/**
 * Takes a snapshot of the store now and then, to rebuild the chain from; without one it goes on.
 */
final class SnapshotTaker {
  private static final System.Logger LOG = System.getLogger(SnapshotTaker.class.getName());

  private final PositionStore store;
  private final ChainId chain;
  private final long everyBlocks;
  private long last;

  /**
   * A taker for one chain.
   *
   * @param everyBlocks blocks between two snapshots; 0 for none
   */
  SnapshotTaker(PositionStore store, ChainId chain, long everyBlocks) {
    this.store = store;
    this.chain = chain;
    this.everyBlocks = everyBlocks;
    this.last = storedHeight();
  }

  private long storedHeight() {
    return store.cursor(chain).map(cursor -> cursor.head().height()).orElse(0L);
  }

  /** Takes one when it is time. Not for a chain on its way to the head: it has little to lose. */
  void atHead() {
    long height = storedHeight();
    if (everyBlocks == 0 || height - last < everyBlocks) {
      return;
    }
    last = height;
    try {
      store.snapshot();
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "no snapshot of block " + height + " of " + chain, e);
    }
  }
}
