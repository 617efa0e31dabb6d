package io.setoff.store;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * What is in a store, and what of it is wrong.
 *
 * @param chains each chain of which there is anything
 * @param faults the first of them, {@link #FAULTS_NAMED} at most
 * @param faultCount of all there are
 */
public record StoreReport(List<Chain> chains, List<Fault> faults, long faultCount) {
  /** Of more the rest is only counted. */
  public static final int FAULTS_NAMED = 1_000;

  public StoreReport {
    chains = List.copyOf(chains);
    faults = List.copyOf(faults);
  }

  /** Whether everything can be read and fits together. */
  public boolean isSound() {
    return faultCount == 0;
  }

  /** Values in it. */
  public long values() {
    return chains.stream().mapToLong(Chain::values).sum();
  }

  /**
   * How much there is of a chain.
   *
   * @param head newest block; empty before the first step, or when it cannot be read
   * @param base oldest block that can be gone back to
   * @param undoable blocks that can be undone
   * @param rows at the head
   * @param named entries of the index that tells which blocks name an address
   * @param tracked addresses that are tracked, or were until now
   * @param quarantined addresses that are marked
   */
  public record Chain(
      ChainId chain,
      Optional<BlockRef> head,
      Optional<BlockRef> base,
      long undoable,
      long rows,
      long named,
      long tracked,
      long quarantined) {

    long values() {
      return (head.isPresent() ? 1 : 0) + undoable + rows + named + tracked + quarantined;
    }
  }

  /**
   * Something that is wrong.
   *
   * @param chain whose it is, as it is written; empty when that is not known
   * @param key what
   * @param text one clause
   */
  public record Fault(String chain, String key, String text) {}
}
