package io.setoff.store;

import io.setoff.model.BlockRef;

/**
 * How far a chain is stored.
 *
 * @param seq number of batches applied; rises by one with each, also over a reorg
 * @param head newest block
 * @param base oldest block whose state can be restored
 * @param safeHeight newest safe height
 * @param finalizedHeight newest finalized height
 * @param reorgs batches that undid blocks
 */
public record ChainCursor(
    long seq, BlockRef head, BlockRef base, long safeHeight, long finalizedHeight, long reorgs) {

  /** The same place, come to by one more step after {@code newer}, which is undone. */
  ChainCursor after(ChainCursor newer) {
    return new ChainCursor(
        newer.seq() + 1, head, base, safeHeight, finalizedHeight, newer.reorgs() + 1);
  }
}
