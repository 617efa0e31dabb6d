package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigDecimal;
import java.util.Set;

/** An account at a venue, as far as the venue can liquidate it. Immutable. */
public sealed interface MarginedBook permits LendingBook, PerpetualBook {
  /** Whose, one name for all chains. */
  String account();

  VenueId venue();

  /** Whether a fall of some price, or a rise, can liquidate it, as far as is known. */
  boolean owes();

  /** How far it is from liquidation at today's prices; of a book that {@link #owes}. */
  DistanceBand distance();

  /** Whether its venue may liquidate it at these prices; false when that is not known. */
  boolean isLiquidated(PriceFactors at);

  /** What it owes, or the size of what it has open, at today's prices, USD, at least 0. */
  BigDecimal debtUsd();

  /** What secures that, at today's prices, USD. */
  BigDecimal securedByUsd();

  /** What its price depends on. */
  Set<UnderlyingId> underlyings();

  /** Liquidates it once, of a book that is liquidated at these prices. */
  Liquidated liquidate(PriceFactors at);
}
