package io.setoff.adapters.kernel;

import io.setoff.adapters.kernel.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth.State;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.Unit;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The one writer of one chain: brings the store to the chain's head, block by block, and over
 * reorganisations.
 *
 * <p>A new branch is read and folded whole before the store is touched, then replaces the old one
 * in one batch. Finalized blocks far behind the head are folded in ranges. A node that is merely
 * behind changes nothing.
 */
public final class ChainFollower {
  /** Undo records are kept this far below the finalized block, in case finality is misjudged. */
  private static final int JOURNAL_MARGIN = 64;

  private final ChainSource source;
  private final PositionStore store;
  private final FollowerSettings settings;
  private final ChainId chain;
  private final HealthReports health;

  /**
   * A follower that owns {@code source}'s chain in {@code store} from now on.
   *
   * @param clock for health reports only; what is stored depends on the chain alone
   */
  public ChainFollower(
      ChainSource source, PositionStore store, FollowerSettings settings, Clock clock) {
    this.source = source;
    this.store = store;
    this.settings = settings;
    this.chain = source.chain();
    this.health = new HealthReports(chain, store, clock);
    store.acquire(chain, settings.owner());
  }

  /** Follows the chain until the thread is interrupted. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      boolean more = false;
      try {
        more = advance(Long.MAX_VALUE);
      } catch (RpcUnavailableException e) {
        health.trouble(State.UNREACHABLE, String.valueOf(e.getMessage()));
      } catch (DivergedException e) {
        health.trouble(State.DIVERGED, e.reason());
      } catch (RuntimeException e) {
        health.trouble(State.HALTED, e.toString());
        throw e;
      }
      if (!more) {
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(settings.pollInterval());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One step towards the head, at most up to height {@code limit}: a range of finalized blocks, or
   * everything up to the head.
   *
   * @return whether there is more to do at once
   */
  public boolean advance(long limit) {
    Heads heads = source.heads();
    Optional<ChainCursor> cursor = store.cursor(chain);
    Optional<BlockRef> ancestor = cursor.map(stored -> sharedBlock(heads, stored));
    Optional<BlockRef> head = cursor.map(ChainCursor::head);
    boolean nodeIsBehind = ancestor.map(BlockRef::hash).equals(Optional.of(heads.latest().hash()));
    boolean reorg = !ancestor.equals(head) && !nodeIsBehind;
    long next = ancestor.map(block -> block.height() + 1).orElse(settings.startBlock());
    long last = Math.min(limit, heads.latest().height());
    long rangeEnd =
        Math.min(
            last, Math.min(heads.finalizedHeight(), heads.latest().height() - settings.nearHead()));

    boolean more = false;
    if (next > last && !reorg) {
      readNewlyTracked(heads, cursor);
    } else if (next <= rangeEnd) {
      applyRange(heads, head, ancestor, next, rangeEnd);
      more = true;
    } else {
      applyBlocks(heads, head, ancestor, last, reorg);
    }
    health.contact(heads, more ? State.SYNCING : State.LIVE);
    return more;
  }

  /** The newest stored block that is still on the node's branch. */
  private BlockRef sharedBlock(Heads heads, ChainCursor cursor) {
    List<BlockRef> stored = new ArrayList<>();
    stored.add(cursor.base());
    store.journal(chain).forEach(entry -> stored.add(entry.block()));
    for (BlockRef block : stored.reversed()) {
      if (heads.latest().hash().equals(block.hash())
          || heads.latest().parentHash().equals(block.hash())
          || source.atHeight(block.height()).filter(block::equals).isPresent()) {
        return block;
      }
    }
    if (heads.latest().height() < cursor.base().height()) {
      throw new RpcUnavailableException(
          "the node is at block "
              + heads.latest().height()
              + ", behind block "
              + cursor.base().height()
              + " that is final here");
    }
    throw new DivergedException(
        "the chain reorganised below block "
            + cursor.base().height()
            + ", the oldest one that can be restored: start again with an empty store");
  }

  private void applyRange(
      Heads heads, Optional<BlockRef> head, Optional<BlockRef> ancestor, long from, long to) {
    long endHeight = Math.min(to, from + settings.rangeBlocks() - 1);
    BlockRef end = require(source.atHeight(endHeight), "finalized block " + endHeight);
    Workspace rows = workspace(ancestor);
    source.indexRange(from, end, rows);
    if (!source.atHeight(endHeight).equals(Optional.of(end))) {
      throw new RpcUnavailableException("block " + endHeight + " changed while it was read");
    }
    apply(heads, head, ancestor, List.of(rows.finishBlock(end, false)));
  }

  /** Applies the blocks after the ancestor: a batch each, or all of them in one over a reorg. */
  private void applyBlocks(
      Heads heads, Optional<BlockRef> head, Optional<BlockRef> ancestor, long last, boolean reorg) {
    SortedSet<String> tracked = store.tracked(chain);
    Workspace rows = workspace(ancestor);
    List<Unit> branch = new ArrayList<>();
    Optional<BlockRef> newest = head;
    for (BlockRef block : branch(heads.latest(), ancestor, last)) {
      source.index(block, tracked, rows);
      Unit unit = rows.finishBlock(block, true);
      if (reorg) {
        branch.add(unit);
      } else {
        apply(heads, newest, newest, List.of(unit));
        newest = Optional.of(block);
        health.contact(heads, State.SYNCING);
      }
    }
    if (reorg) {
      apply(heads, head, ancestor, branch);
    }
  }

  /** The blocks from the ancestor's child up to {@code last}, linked by parent hash. */
  private List<BlockRef> branch(BlockRef latest, Optional<BlockRef> ancestor, long last) {
    long first = ancestor.map(block -> block.height() + 1).orElse(settings.startBlock());
    if (last < first) {
      return List.of();
    }
    ArrayDeque<BlockRef> branch = new ArrayDeque<>();
    branch.add(last == latest.height() ? latest : require(source.atHeight(last), "block " + last));
    while (branch.getFirst().height() > first) {
      String parent = branch.getFirst().parentHash();
      branch.addFirst(require(source.byHash(parent), "block " + parent));
    }
    if (ancestor.isPresent() && !branch.getFirst().parentHash().equals(ancestor.get().hash())) {
      throw new RpcUnavailableException("the chain changed its branch while it was read");
    }
    return List.copyOf(branch);
  }

  /** Reads accounts that were asked for since the head was indexed, at the head. */
  private void readNewlyTracked(Heads heads, Optional<ChainCursor> cursor) {
    SortedSet<String> tracked = store.tracked(chain);
    if (cursor.isEmpty() || tracked.isEmpty()) {
      return;
    }
    Optional<BlockRef> head = Optional.of(cursor.get().head());
    Workspace rows = workspace(head);
    SortedSet<String> unread = source.unread(tracked, rows);
    if (!unread.isEmpty()) {
      source.readAccounts(head.get(), unread, rows);
      apply(heads, head, head, List.of(rows.finishBlock(head.get(), true)));
    }
  }

  private Workspace workspace(Optional<BlockRef> ancestor) {
    long kept = ancestor.map(BlockRef::height).orElse(Long.MIN_VALUE);
    List<JournalEntry> undone =
        store.journal(chain).stream().filter(entry -> entry.block().height() > kept).toList();
    return new Workspace(store, chain, undone);
  }

  private void apply(
      Heads heads, Optional<BlockRef> head, Optional<BlockRef> ancestor, List<Unit> units) {
    Optional<ChainCursor> cursor = store.cursor(chain);
    long safe = Math.max(heads.safeHeight(), cursor.map(ChainCursor::safeHeight).orElse(0L));
    long finalized =
        Math.max(heads.finalizedHeight(), cursor.map(ChainCursor::finalizedHeight).orElse(0L));
    Batch batch =
        new Batch(
            chain,
            settings.owner(),
            head,
            ancestor,
            units,
            safe,
            finalized,
            finalized - JOURNAL_MARGIN);
    switch (store.apply(batch)) {
      case ApplyResult.Applied _ -> {}
      case ApplyResult.Fenced fenced ->
          throw new IllegalStateException(chain + " is now written by " + fenced.owner());
      case ApplyResult.Mismatch mismatch ->
          throw new IllegalStateException(chain + " was moved by another writer: " + mismatch);
    }
  }

  private static BlockRef require(Optional<BlockRef> block, String what) {
    return block.orElseThrow(() -> new RpcUnavailableException("the node does not know " + what));
  }
}
