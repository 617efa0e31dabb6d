package io.setoff.adapters.kernel.plan;

import io.setoff.model.BlockRef;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest headers seen, of every branch, by hash. Not thread-safe. */
final class HeaderRing {
  private static final int SIZE = 1_024;

  private final Map<String, BlockRef> byHash =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BlockRef> eldest) {
          return size() > SIZE;
        }
      };

  void add(BlockRef block) {
    byHash.put(block.hash(), block);
  }

  /**
   * The ancestors of {@code latest}, itself included, of the heights {@code first} to {@code last};
   * empty when one was not seen.
   */
  Optional<List<BlockRef>> linked(BlockRef latest, long first, long last) {
    ArrayDeque<BlockRef> branch = new ArrayDeque<>();
    BlockRef block = latest;
    while (block != null && block.height() >= first) {
      if (block.height() <= last) {
        branch.addFirst(block);
      }
      if (block.height() == first) {
        return Optional.of(List.copyOf(branch));
      }
      block = byHash.get(block.parentHash());
    }
    return Optional.empty();
  }
}
