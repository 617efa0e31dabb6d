package io.setoff.cli.plan;

/**
 * What is to be run.
 *
 * @param accounts with positions
 * @param chains that are indexed
 * @param streams that watch a portfolio each
 * @param positions of an account, each a row
 * @param changes of an account's rows a day
 * @param blockSeconds from block to block, of each chain
 * @param providers of each chain that are asked
 */
public record Workload(
    long accounts,
    long chains,
    long streams,
    long positions,
    long changes,
    long blockSeconds,
    long providers) {

  /**
   * Refuses what is nothing.
   *
   * @throws IllegalArgumentException with what is
   */
  public Workload {
    require(accounts, "accounts");
    require(chains, "chains");
    require(streams + 1, "streams");
    require(positions, "positions");
    require(changes + 1, "changes");
    require(blockSeconds, "block-seconds");
    require(providers, "providers");
  }

  private static void require(long number, String name) {
    if (number < 1 || number > 1_000_000_000_000L) {
      throw new IllegalArgumentException("--" + name + " is out of range");
    }
  }

  Workload withAccounts(long number) {
    return new Workload(number, chains, streams, positions, changes, blockSeconds, providers);
  }

  long rows() {
    return Math.multiplyExact(accounts, positions);
  }
}
