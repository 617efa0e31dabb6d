package io.setoff.adapters.kernel.plan;

import io.setoff.model.BlockRef;
import java.util.List;
import java.util.Optional;

/** What to do next on a chain. */
public sealed interface Plan {

  /** The store is where the node is, or the node is behind. */
  record Nothing() implements Plan {}

  /**
   * Finalized blocks are missing.
   *
   * @param ancestor newest stored block that is canonical; empty before the first
   * @param from first missing height
   * @param to last height to fetch as a range
   */
  record Ranges(Optional<BlockRef> ancestor, long from, long to) implements Plan {}

  /**
   * Blocks near the head are missing.
   *
   * @param ancestor newest stored block that is canonical; empty before the first
   * @param blocks those after it, oldest first, linked by parent hash
   * @param reorg whether stored blocks after the ancestor have to go
   */
  record Branch(Optional<BlockRef> ancestor, List<BlockRef> blocks, boolean reorg) implements Plan {
    public Branch {
      blocks = List.copyOf(blocks);
    }
  }
}
