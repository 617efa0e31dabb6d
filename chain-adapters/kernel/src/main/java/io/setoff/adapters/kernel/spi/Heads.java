package io.setoff.adapters.kernel.spi;

import io.setoff.model.BlockRef;

/**
 * What a node says about its chain now.
 *
 * @param latest newest block
 * @param safeHeight newest safe height, at most the latest
 * @param finalizedHeight newest finalized height, at most the safe one
 */
public record Heads(BlockRef latest, long safeHeight, long finalizedHeight) {
  public Heads {
    safeHeight = Math.min(safeHeight, latest.height());
    finalizedHeight = Math.min(finalizedHeight, safeHeight);
  }
}
