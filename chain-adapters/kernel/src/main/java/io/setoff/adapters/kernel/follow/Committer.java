package io.setoff.adapters.kernel.follow;

import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.AcquireResult;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.ChainCursor;
import io.setoff.store.PositionStore;
import io.setoff.store.Tracked;
import io.setoff.store.Unit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes units of one chain to the store, as its one owner. Used by one thread. */
final class Committer {
  /** Undo records are kept this far below the finalized block, in case finality is misjudged. */
  private static final int JOURNAL_MARGIN = 64;

  private final PositionStore store;
  private final ChainId chain;
  private final String owner;
  private boolean holds;

  Committer(PositionStore store, ChainId chain, String owner) {
    this.store = store;
    this.chain = chain;
    this.owner = owner;
  }

  /**
   * Sees to it that the chain is this owner's to write.
   *
   * @throws FencedException while another process writes it
   */
  void hold() {
    if (holds) {
      return;
    }
    switch (store.acquire(chain, owner)) {
      case AcquireResult.Acquired _ -> holds = true;
      case AcquireResult.Held held ->
          throw new FencedException(chain + " is written by " + held.holder());
    }
  }

  /** Whether the chain was this owner's to write when it was last looked at. */
  boolean holds() {
    return holds;
  }

  /**
   * Undoes what comes after the ancestor and applies {@code units}, all in one step.
   *
   * @param head that the units were built against
   * @param ancestor the last block that stays
   * @param dropped accounts whose per-account rows the units delete
   */
  void apply(
      Heads heads,
      Optional<BlockRef> head,
      Optional<BlockRef> ancestor,
      List<Unit> units,
      SortedSet<String> dropped) {
    Optional<ChainCursor> cursor = store.cursor(chain);
    long safe = Math.max(heads.safeHeight(), cursor.map(ChainCursor::safeHeight).orElse(0L));
    long finalized =
        Math.max(heads.finalizedHeight(), cursor.map(ChainCursor::finalizedHeight).orElse(0L));
    Batch batch =
        new Batch(
            chain,
            owner,
            head,
            ancestor,
            units,
            safe,
            finalized,
            finalized - JOURNAL_MARGIN,
            dropped);
    require(store.apply(batch));
  }

  /**
   * Puts a chain that was built anew in place of the stored one. Accounts that it has read and
   * nobody asks for any more leave.
   */
  void replace(PositionStore rebuilt) {
    Tracked built = rebuilt.tracking(chain);
    TreeSet<String> gone = new TreeSet<>(built.wanted());
    gone.addAll(built.leaving());
    gone.removeAll(store.tracked(chain));
    gone.forEach(address -> store.untrack(new AccountId(chain, address)));
    require(store.replace(chain, owner, rebuilt));
  }

  private void require(ApplyResult result) {
    switch (result) {
      case ApplyResult.Applied _ -> {}
      case ApplyResult.Fenced fenced -> {
        holds = false;
        throw new FencedException(chain + " is now written by " + fenced.owner());
      }
      case ApplyResult.Mismatch mismatch ->
          throw new StoreMovedException(
              "the store of %s is at %s, not where it was"
                  .formatted(
                      chain,
                      mismatch
                          .cursor()
                          .map(cursor -> "block " + cursor.head().height())
                          .orElse("its beginning")));
    }
  }
}
