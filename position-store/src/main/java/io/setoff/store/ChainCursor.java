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
    long seq, BlockRef head, BlockRef base, long safeHeight, long finalizedHeight, long reorgs) {}
