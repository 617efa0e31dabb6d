package io.setoff.adapters.kernel;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.Rows;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One chain to read from. Every method that asks a node may throw {@link
 * io.setoff.adapters.kernel.rpc.RpcUnavailableException}; it has then changed nothing that counts.
 */
public interface ChainSource {
  ChainId chain();

  Heads heads();

  /** The block with this hash; empty when the node does not know it. */
  Optional<BlockRef> byHash(String hash);

  /** The canonical block at this height; empty above the head. */
  Optional<BlockRef> atHeight(long height);

  /**
   * Folds one block into {@code rows}, and reads what must be read at it.
   *
   * @param tracked addresses whose per-account state is wanted
   */
  void index(BlockRef block, SortedSet<String> tracked, RowEditor rows);

  /** Folds the logs of finalized blocks, from a height up to and including {@code last}. */
  void indexRange(long from, BlockRef last, RowEditor rows);

  /** Those of {@code tracked} whose per-account state {@code rows} do not hold yet. */
  SortedSet<String> unread(SortedSet<String> tracked, Rows rows);

  /** Reads the per-account state of {@code addresses} at a block that is already folded. */
  void readAccounts(BlockRef block, SortedSet<String> addresses, RowEditor rows);
}
