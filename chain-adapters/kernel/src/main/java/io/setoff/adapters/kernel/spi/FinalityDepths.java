package io.setoff.adapters.kernel.spi;

/**
 * How many blocks behind the head a chain counts as safe and final. A node's own tags count too; of
 * the two the more conservative is taken.
 *
 * @param safe blocks behind the head
 * @param finalized blocks behind the head, at least {@code safe}
 */
public record FinalityDepths(long safe, long finalized) {
  /** One and two epochs of 32 slots, as Ethereum's own finality. */
  public static final FinalityDepths DEFAULT = new FinalityDepths(32, 64);

  /** Refuses depths that make no sense. */
  public FinalityDepths {
    if (safe < 0 || finalized < safe) {
      throw new IllegalArgumentException("final is deeper than safe, and safe not above the head");
    }
  }
}
