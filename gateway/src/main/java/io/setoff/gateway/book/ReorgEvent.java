package io.setoff.gateway.book;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;

/**
 * A chain replaced blocks.
 *
 * @param chain which chain
 * @param seq the chain's batch that did it
 * @param ancestor the last block of both branches
 * @param oldHead the head before
 * @param newHead the head after
 */
public record ReorgEvent(
    ChainId chain, long seq, BlockRef ancestor, BlockRef oldHead, BlockRef newHead) {
  public long depth() {
    return oldHead.height() - ancestor.height();
  }
}
