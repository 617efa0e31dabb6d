package io.setoff.gateway.watch;

import io.setoff.gateway.book.ReorgEvent;
import io.setoff.model.ChainId;
import io.setoff.v1.Portfolio;
import java.util.List;
import java.util.SortedMap;

/**
 * A portfolio as subscribers see it.
 *
 * @param portfolio the message
 * @param seqs each chain's number of batches
 * @param reorgs the latest reorganisations of its chains
 */
record Snapshot(Portfolio portfolio, SortedMap<ChainId, Long> seqs, List<ReorgEvent> reorgs) {
  Snapshot {
    reorgs = List.copyOf(reorgs);
  }

  long version() {
    return portfolio.getVersion();
  }

  /** Whether a subscriber would see no difference. */
  boolean sameContent(Snapshot other) {
    return content(portfolio).equals(content(other.portfolio));
  }

  /** Without what changes though nothing has happened: versions, and when a node last answered. */
  private static Portfolio content(Portfolio portfolio) {
    Portfolio.Builder builder = portfolio.toBuilder().clearVersion().clearStateRoot();
    builder.getPositionsBuilderList().forEach(p -> p.clearVersion());
    builder.getAsOfBuilderList().forEach(p -> p.clearObservedAt());
    return builder.build();
  }
}
