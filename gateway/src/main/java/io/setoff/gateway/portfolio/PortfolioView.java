package io.setoff.gateway.portfolio;

import io.setoff.model.ChainId;
import io.setoff.model.Gap;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.risk.exposure.LendingCover;
import io.setoff.risk.exposure.ValuedPosition;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A portfolio at a cut.
 *
 * @param account whose
 * @param cut at which blocks
 * @param positions sorted by venue, kind and label
 * @param gaps those that belong to no position
 * @param coverage per venue, sorted
 * @param prices that valued it
 * @param seqs each chain's number of batches
 */
public record PortfolioView(
    AccountRef account,
    Cut cut,
    List<ValuedPosition> positions,
    List<Gap> gaps,
    List<Coverage> coverage,
    ChosenPrices prices,
    SortedMap<ChainId, Long> seqs) {

  public PortfolioView {
    positions = List.copyOf(positions);
    gaps = List.copyOf(gaps);
    coverage = List.copyOf(coverage);
  }

  /**
   * Whether everything that the configured venues hold for the account is in the figures, but for
   * assets that count as worthless because nothing prices them.
   */
  public boolean complete() {
    return incompleteBy().findAny().isEmpty()
        && coverage.stream()
            .allMatch(c -> c.state() == Coverage.State.OK || c.state() == Coverage.State.SKIPPED);
  }

  /** The gaps that leave it incomplete. */
  public Stream<Gap> incompleteBy() {
    LendingCover cover = LendingCover.of(positions);
    return Stream.concat(
        gaps.stream(), positions.stream().flatMap(position -> position.incompleteBy(cover)));
  }

  /** Rises with every batch of any chain. */
  public long version() {
    return seqs.values().stream().mapToLong(Long::longValue).sum();
  }
}
