package io.setoff.gateway.totals;

import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.model.Gap;
import java.util.List;

/**
 * All accounts at one cut, and how far that can be relied on now.
 *
 * @param cut at which blocks
 * @param book of all accounts
 * @param gaps of chains and of prices
 * @param coverage per venue, sorted
 */
public record BookSummary(Cut cut, ValuedBook book, List<Gap> gaps, List<Coverage> coverage) {
  public BookSummary {
    gaps = List.copyOf(gaps);
    coverage = List.copyOf(coverage);
  }

  /** Whether everything that all accounts hold at the configured venues is in the totals. */
  public boolean complete() {
    return book.totals().incomplete() == 0
        && coverage.stream().allMatch(venue -> venue.state() == Coverage.State.OK);
  }

  /** Rises with every batch of any chain. */
  public long version() {
    return cut.points().stream().mapToLong(point -> point.chain().seq()).sum();
  }
}
