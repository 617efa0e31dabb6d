package io.setoff.adapters.kernel;

import io.setoff.adapters.kernel.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.store.ChainCursor;
import io.setoff.store.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the node's chain with the stored one, and says what is missing. */
final class Planner {
  /** Stored blocks that are compared at once while looking for the ancestor. */
  private static final int COMPARED = 64;

  private final ChainSource source;
  private final FollowerSettings settings;
  private final HeaderRing ring = new HeaderRing();

  Planner(ChainSource source, FollowerSettings settings) {
    this.source = source;
    this.settings = settings;
  }

  /**
   * What to do next.
   *
   * @param journal of the stored chain, oldest first
   * @param limit highest height that is wanted
   */
  Plan plan(Heads heads, Optional<ChainCursor> cursor, List<JournalEntry> journal, long limit) {
    ring.add(heads.latest());
    BlockRef latest = heads.latest();
    Optional<BlockRef> ancestor = cursor.map(stored -> ancestor(latest, stored, journal));
    Optional<BlockRef> head = cursor.map(ChainCursor::head);
    boolean nodeIsBehind = ancestor.map(BlockRef::hash).equals(Optional.of(latest.hash()));
    boolean reorg = !ancestor.equals(head) && !nodeIsBehind;
    long next = ancestor.map(block -> block.height() + 1).orElse(settings.startBlock());
    long last = Math.min(limit, latest.height());
    if (next > last && !reorg) {
      return new Plan.Nothing();
    }
    long rangeEnd =
        Math.min(last, Math.min(heads.finalizedHeight(), latest.height() - settings.nearHead()));
    if (next <= rangeEnd) {
      return new Plan.Ranges(ancestor, next, rangeEnd);
    }
    return new Plan.Branch(ancestor, branch(latest, ancestor, next, last), reorg);
  }

  /** The newest stored block that is still on the node's branch. */
  private BlockRef ancestor(BlockRef latest, ChainCursor cursor, List<JournalEntry> journal) {
    BlockRef head = cursor.head();
    if (latest.hash().equals(head.hash()) || latest.parentHash().equals(head.hash())) {
      return head;
    }
    List<BlockRef> stored = new ArrayList<>();
    stored.add(cursor.base());
    journal.forEach(entry -> stored.add(entry.block()));
    for (int end = stored.size(); end > 0; end -= COMPARED) {
      List<BlockRef> compared = stored.subList(Math.max(0, end - COMPARED), end);
      Optional<BlockRef> found = newestCanonical(latest, compared);
      if (found.isPresent()) {
        return found.get();
      }
    }
    if (latest.height() < cursor.base().height()) {
      throw new RpcUnavailableException(
          "the node is at block "
              + latest.height()
              + ", behind block "
              + cursor.base().height()
              + " that is final here");
    }
    throw new DivergedException(
        "the chain reorganised below block "
            + cursor.base().height()
            + ", the oldest one that can be restored");
  }

  private Optional<BlockRef> newestCanonical(BlockRef latest, List<BlockRef> stored) {
    List<Optional<BlockRef>> canonical =
        source.atHeights(stored.stream().map(BlockRef::height).toList());
    Optional<BlockRef> newest = Optional.empty();
    for (int i = 0; i < stored.size(); i++) {
      canonical.get(i).ifPresent(ring::add);
      BlockRef block = stored.get(i);
      if (latest.hash().equals(block.hash())
          || latest.parentHash().equals(block.hash())
          || canonical.get(i).filter(b -> b.hash().equals(block.hash())).isPresent()) {
        newest = Optional.of(block);
      }
    }
    return newest;
  }

  /** The blocks from {@code first} to {@code last}, linked to each other and to the ancestor. */
  private List<BlockRef> branch(
      BlockRef latest, Optional<BlockRef> ancestor, long first, long last) {
    if (last < first) {
      return List.of();
    }
    List<BlockRef> branch = ring.linked(latest, first, last).orElseGet(() -> read(first, last));
    for (int i = 1; i < branch.size(); i++) {
      requireLink(branch.get(i), branch.get(i - 1));
    }
    ancestor.ifPresent(block -> requireLink(branch.getFirst(), block));
    if (last == latest.height()) {
      require(branch.getLast().hash().equals(latest.hash()));
    }
    return branch;
  }

  private List<BlockRef> read(long first, long last) {
    List<Long> heights = new ArrayList<>();
    for (long height = first; height <= last; height++) {
      heights.add(height);
    }
    List<BlockRef> blocks = new ArrayList<>();
    for (Optional<BlockRef> block : source.atHeights(heights)) {
      long height = first + blocks.size();
      blocks.add(
          block.orElseThrow(
              () -> new RpcUnavailableException("the node does not know block " + height)));
    }
    blocks.forEach(ring::add);
    return blocks;
  }

  private static void requireLink(BlockRef block, BlockRef parent) {
    require(block.parentHash().equals(parent.hash()) && block.height() == parent.height() + 1);
  }

  private static void require(boolean oneBranch) {
    if (!oneBranch) {
      throw new RpcUnavailableException("the chain changed its branch while it was read");
    }
  }
}
