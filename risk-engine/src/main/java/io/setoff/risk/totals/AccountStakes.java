package io.setoff.risk.totals;

import java.util.List;

/**
 * What one account adds to totals.
 *
 * @param account whose, one name for all chains
 * @param lines its legs
 * @param books its accounts at venues that can liquidate them
 * @param isComplete whether that is all that it holds; what could not be stated is in no line
 */
public record AccountStakes(
    String account, List<ExposureLine> lines, List<MarginedBook> books, boolean isComplete) {
  public AccountStakes {
    lines = List.copyOf(lines);
    books = List.copyOf(books);
  }
}
