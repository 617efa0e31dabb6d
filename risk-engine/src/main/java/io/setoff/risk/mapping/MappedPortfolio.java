package io.setoff.risk.mapping;

import io.setoff.model.Gap;
import io.setoff.risk.instrument.Holding;
import java.util.List;

/**
 * A portfolio as the risk engine sees it.
 *
 * @param entries what it holds, in the order of its positions
 * @param worthless assets that nothing prices: they are in no entry and count as nothing
 */
public record MappedPortfolio(List<Entry> entries, List<Gap> worthless) {
  public MappedPortfolio {
    entries = List.copyOf(entries);
    worthless = List.copyOf(worthless);
  }

  /**
   * One holding.
   *
   * @param label short text for people
   * @param positionIds the positions that it was made from: one, or all reserves of a lending
   *     account
   */
  public record Entry(Holding holding, String label, List<String> positionIds) {
    public Entry {
      positionIds = List.copyOf(positionIds);
    }
  }

  public List<Holding> holdings() {
    return entries.stream().map(Entry::holding).toList();
  }
}
