package io.setoff.risk.instrument;

import io.setoff.risk.Require;

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
    Require.finite(field + ".quantity", quantity);
    instrument.check(field + ".instrument");
  }

  public Holding withQuantity(double other) {
    return new Holding(id, venue, marginAccount, instrument, other);
  }
}
