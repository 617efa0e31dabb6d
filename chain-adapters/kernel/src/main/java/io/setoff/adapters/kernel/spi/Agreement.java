package io.setoff.adapters.kernel.spi;

/**
 * What the providers of a chain say about one block.
 *
 * @param agree hold it canonical
 * @param disagree hold another block of its height canonical
 * @param providers that are configured
 */
public record Agreement(int agree, int disagree, int providers) {
  /** Independent confirmations that a decision of weight needs, where there are as many. */
  private static final int QUORUM = 2;

  /** Whether enough providers agree, and more than disagree. */
  public boolean isQuorum() {
    return agree >= Math.min(QUORUM, providers) && agree > disagree;
  }
}
