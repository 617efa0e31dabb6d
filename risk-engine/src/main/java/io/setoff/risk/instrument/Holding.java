package io.setoff.risk.instrument;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A position as the risk engine sees it.
 *
 * @param id of the position, unique in its book; results name it
 * @param venue where it is held and could be liquidated, {@code chain/protocol:deployment}
 * @param marginAccount holdings with the same venue and margin account are liquidated together
 * @param instrument what it is
 * @param quantity signed number of units: long positive, short negative
 */
public record Holding(
    String id, String venue, String marginAccount, Instrument instrument, double quantity) {

  /** Throws when a number cannot be used; {@code field} is the path of this holding. */
  public void check(Supplier<String> field) {
    Require.finite(() -> field.get() + ".quantity", quantity);
    instrument.check(() -> field.get() + ".instrument");
  }

  /**
   * Throws when a number of a book cannot be used or two holdings have the same id; {@code field}
   * is the path of the book.
   */
  public static void checkAll(String field, List<Holding> book) {
    Set<String> ids = HashSet.newHashSet(book.size());
    for (int i = 0; i < book.size(); i++) {
      int at = i;
      Holding holding = book.get(i);
      if (!ids.add(holding.id())) {
        throw new InvalidRiskInputException(
            field + "[" + i + "].id", "must be unique, is " + holding.id());
      }
      holding.check(() -> field + "[" + at + "]");
    }
  }

  public Holding withQuantity(double other) {
    return new Holding(id, venue, marginAccount, instrument, other);
  }
}
