package io.setoff.risk.instrument;

import io.setoff.risk.input.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
  public void check(String field) {
    Require.finite(() -> field + ".quantity", quantity);
    instrument.check(field + ".instrument");
  }

  /**
   * Throws when a number of a book cannot be used or two holdings have the same id; {@code field}
   * is the path of the book.
   */
  public static void checkAll(String field, List<Holding> book) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < book.size(); i++) {
      book.get(i).check(field + "[" + i + "]");
      Require.that(ids.add(book.get(i).id()), field + "[" + i + "].id", "must be unique");
    }
  }

  public Holding withQuantity(double other) {
    return new Holding(id, venue, marginAccount, instrument, other);
  }
}
