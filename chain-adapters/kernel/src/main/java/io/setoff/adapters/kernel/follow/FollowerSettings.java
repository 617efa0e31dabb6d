package io.setoff.adapters.kernel.follow;

import java.time.Duration;

/**
 * How to follow a chain.
 *
 * @param owner name of this writer
 * @param startBlock first block to index; at or before the creation of every contract that is
 *     folded
 * @param pollInterval longest time between two looks at the head while none is announced
 * @param longestWait the same while nodes announce heads
 * @param rangeBlocks most finalized blocks per request while catching up
 * @param nearHead blocks this close to the head are indexed one by one, with an undo record each
 * @param inFlight ranges fetched at the same time
 * @param commitInterval finalized ranges that come in within this time are committed together; zero
 *     for each on its own
 * @param snapshotBlocks blocks between two snapshots of the store; 0 for none
 */
public record FollowerSettings(
    String owner,
    long startBlock,
    Duration pollInterval,
    Duration longestWait,
    long rangeBlocks,
    long nearHead,
    int inFlight,
    Duration commitInterval,
    long snapshotBlocks) {

  /** For a chain that is built beside the stored one. */
  FollowerSettings apart() {
    return new FollowerSettings(
        owner,
        startBlock,
        pollInterval,
        longestWait,
        rangeBlocks,
        nearHead,
        inFlight,
        commitInterval,
        0);
  }

  public static FollowerSettings of(
      String owner, long startBlock, Duration pollInterval, Duration longestWait) {
    return new FollowerSettings(
        owner,
        startBlock,
        pollInterval,
        longestWait,
        10_000,
        128,
        2,
        Duration.ofSeconds(2),
        10_000);
  }
}
