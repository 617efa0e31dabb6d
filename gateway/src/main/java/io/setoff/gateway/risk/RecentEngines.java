package io.setoff.gateway.risk;

import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The engines of the markets that were asked for last. Accounts of one cut are in one market: what
 * they all hold is priced once for them, and for every stream that publishes them. Safe for use by
 * many threads.
 */
final class RecentEngines {
  /** LATEST and FINALIZED of two streams that look at different moments. */
  private static final int KEPT = 4;

  private final Deque<Known> known = new ArrayDeque<>();

  private record Known(MarketSnapshot market, ScenarioSet grid, PortfolioMargin engine) {
    boolean isOf(MarketSnapshot other, ScenarioSet otherGrid) {
      return market.equals(other) && grid.equals(otherGrid);
    }
  }

  /** The engine of a market and a grid: the one that is known, or else what {@code make} makes. */
  PortfolioMargin of(MarketSnapshot market, ScenarioSet grid, Supplier<PortfolioMargin> make) {
    synchronized (known) {
      for (Known one : known) {
        if (one.isOf(market, grid)) {
          return one.engine();
        }
      }
    }
    PortfolioMargin made = make.get();
    synchronized (known) {
      if (known.size() == KEPT) {
        known.removeFirst();
      }
      known.addLast(new Known(market, grid, made));
    }
    return made;
  }
}
