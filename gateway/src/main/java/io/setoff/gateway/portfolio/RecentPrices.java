package io.setoff.gateway.portfolio;

import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.store.ChainReplica.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The prices of the blocks that were asked for last: all accounts are valued with them, and nothing
 * but the blocks decides them. Safe for use by many threads.
 */
final class RecentPrices {
  /** LATEST, SAFE and FINALIZED, and one block that is named. */
  private static final int KEPT = 4;

  private final Deque<Known> known = new ArrayDeque<>();

  private record Known(List<Optional<State>> states, ChosenPrices prices) {
    /** Whether it is the same; a block may get further rows, and is another state then. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Cut cut) {
      for (int i = 0; i < states.size(); i++) {
        Optional<State> mine = states.get(i);
        Optional<State> theirs = cut.points().get(i).state();
        if (mine.isPresent() != theirs.isPresent()
            || (mine.isPresent() && mine.get() != theirs.get())) {
          return false;
        }
      }
      return true;
    }
  }

  /** The prices of a cut of all chains: those that are known, or else what {@code choose} says. */
  ChosenPrices of(Cut cut, Supplier<ChosenPrices> choose) {
    synchronized (known) {
      for (Known one : known) {
        if (one.isOf(cut)) {
          return one.prices();
        }
      }
    }
    ChosenPrices chosen = choose.get();
    synchronized (known) {
      if (known.size() == KEPT) {
        known.removeFirst();
      }
      known.addLast(new Known(cut.points().stream().map(Cut.Point::state).toList(), chosen));
    }
    return chosen;
  }
}
