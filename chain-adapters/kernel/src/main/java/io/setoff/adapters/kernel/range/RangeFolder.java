package io.setoff.adapters.kernel.range;

import io.setoff.adapters.kernel.plan.Plan;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.workspace.RangeRows;
import io.setoff.adapters.kernel.workspace.Workspace;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.time.Duration;
import java.util.Optional;

/**
 * Folds ranges of finalized blocks into the same rows, one after another, until it is time for a
 * commit: rows that several ranges change are written once. What a crash loses is fetched again.
 * Only the chain's writer uses it.
 */
public final class RangeFolder implements AutoCloseable {
  private final RangeFetcher ranges;
  private final Duration commitInterval;

  public RangeFolder(RangeFetcher ranges, Duration commitInterval) {
    this.ranges = ranges;
    this.commitInterval = commitInterval;
  }

  /**
   * What was folded.
   *
   * @param last block of it
   * @param rangeBlocks blocks of the last range
   * @param events in all ranges
   */
  public record Folded(BlockRef last, long rangeBlocks, int events) {}

  /**
   * Folds the first range of the plan, and those behind it while there is time.
   *
   * @throws RpcUnavailableException when the first cannot be had whole: the rows are not to be used
   *     then
   */
  public Folded fold(Plan.Ranges plan, Workspace rows) {
    long start = System.nanoTime();
    Folded folded = add(next(plan.from(), plan.to(), plan.ancestor(), rows), plan.from(), 0, rows);
    while (folded.last().height() < plan.to()
        && System.nanoTime() - start < commitInterval.toNanos()
        && rows.size() < RangeRows.MOST_ROWS) {
      long from = folded.last().height() + 1;
      try {
        Fetched range = next(from, plan.to(), Optional.of(folded.last()), rows);
        folded = add(range, from, folded.events(), rows);
      } catch (RpcUnavailableException e) {
        // It is the first one of the next plan, and fails again there if it has to.
        rows.restartBlock();
        return folded;
      }
    }
    return folded;
  }

  private Fetched next(long from, long to, Optional<BlockRef> parent, Workspace rows) {
    Fetched range = ranges.next(from, to, rows);
    if (parent.isPresent() && !range.parentHash().equals(parent.get().hash())) {
      ranges.cancel();
      throw new RpcUnavailableException("block " + from + " does not follow block " + parent.get());
    }
    return range;
  }

  private static Folded add(Fetched range, long from, int eventsBefore, Workspace rows) {
    range.foldInto(rows);
    rows.finishRange();
    return new Folded(
        range.last(), range.last().height() - from + 1, eventsBefore + range.cost().events());
  }

  @Override
  public void close() {
    ranges.close();
  }
}
