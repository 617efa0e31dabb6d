package io.setoff.model;

import java.time.Instant;

/**
 * One block.
 *
 * @param height its number
 * @param hash 0x hex, 32 bytes, lower case
 * @param parentHash hash of the block before it
 * @param time the block's own timestamp
 */
public record BlockRef(long height, String hash, String parentHash, Instant time) {
  @Override
  public String toString() {
    return height + " " + hash;
  }
}
