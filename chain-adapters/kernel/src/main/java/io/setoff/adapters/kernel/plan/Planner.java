package io.setoff.adapters.kernel.plan;

import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.store.ChainCursor;
import io.setoff.store.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the node's chain with the stored one, and says what is missing. */
public final class Planner {
  /** Stored blocks that are compared at once while looking for the ancestor. */
  private static final int COMPARED = 64;

  private final ChainSource source;
  private final long startBlock;
  private final long nearHead;
  private final HeaderRing ring = new HeaderRing();

  public Planner(ChainSource source, long startBlock, long nearHead) {
    this.source = source;
    this.startBlock = startBlock;
    this.nearHead = nearHead;
  }

  /**
   * What to do next.
   *
   * @param journal of the stored chain, oldest first
   * @param limit highest height that is wanted
   */
  public Plan plan(
      Heads heads, Optional<ChainCursor> cursor, List<JournalEntry> journal, long limit) {
    ring.add(heads.latest());
    BlockRef latest = heads.latest();
    Optional<BlockRef> ancestor = cursor.map(stored -> ancestor(latest, stored, journal));
    boolean reorg = !ancestor.equals(cursor.map(ChainCursor::head));
    long next = ancestor.map(block -> block.height() + 1).orElse(startBlock);
    long last = Math.min(limit, latest.height());
    if (next > last && !reorg) {
      return new Plan.Nothing();
    }
    long rangeEnd = Math.min(last, Math.min(heads.finalizedHeight(), latest.height() - nearHead));
    if (next <= rangeEnd) {
      return new Plan.Ranges(ancestor, next, rangeEnd);
    }
    return new Plan.Branch(ancestor, branch(latest, ancestor, next, last), reorg);
  }

  /**
   * The newest stored block that is still on the node's branch: the head, unless the node says that
   * another block is in the place of a stored one. What it leaves unsaid undoes nothing: it may be
   * behind, or be several nodes behind one address.
   */
  private BlockRef ancestor(BlockRef latest, ChainCursor cursor, List<JournalEntry> journal) {
    BlockRef head = cursor.head();
    if (latest.hash().equals(head.hash()) || latest.parentHash().equals(head.hash())) {
      return head;
    }
    List<BlockRef> stored = new ArrayList<>();
    stored.add(cursor.base());
    journal.forEach(entry -> stored.add(entry.block()));
    boolean contradicted = false;
    for (int end = stored.size(); end > 0; end -= COMPARED) {
      Comparison part = compare(latest, stored.subList(Math.max(0, end - COMPARED), end));
      contradicted |= part.contradicted();
      if (part.shared().isPresent()) {
        return contradicted ? part.shared().get() : head;
      }
    }
    if (!contradicted) {
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

  /**
   * Stored blocks beside the node's.
   *
   * @param shared the newest that both have
   * @param contradicted whether the node has another block in the place of one
   */
  private record Comparison(Optional<BlockRef> shared, boolean contradicted) {}

  private Comparison compare(BlockRef latest, List<BlockRef> stored) {
    List<Optional<BlockRef>> canonical =
        source.atHeights(stored.stream().map(BlockRef::height).toList());
    Optional<BlockRef> shared = Optional.empty();
    boolean contradicted = false;
    for (int i = 0; i < stored.size(); i++) {
      BlockRef block = stored.get(i);
      Optional<BlockRef> told = canonical.get(i);
      told.ifPresent(ring::add);
      if (told.isEmpty() && block.height() <= latest.height()) {
        throw new RpcUnavailableException("the node does not know block " + block.height());
      }
      if (told.filter(there -> there.hash().equals(block.hash())).isPresent()) {
        require(!contradicted);
        shared = Optional.of(block);
      } else {
        contradicted |= told.isPresent();
      }
    }
    return new Comparison(shared, contradicted);
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
