package io.setoff.model;

import java.util.List;

/**
 * One signed component of a position, as the chain states it: no price, no value.
 *
 * @param role what it is to the position
 * @param asset what it is denominated in
 * @param symbol for display, never an identity
 * @param amount signed
 * @param countsAsCollateral whether the venue lets it secure debt
 * @param lookThrough components of a share or a liquidity position; a leg that has them has no
 *     delta of its own
 */
public record Leg(
    LegRole role,
    AssetId asset,
    String symbol,
    Amount amount,
    boolean countsAsCollateral,
    List<Leg> lookThrough) {

  /** Refuses a debt that is not negative, and copies the components. */
  public Leg {
    lookThrough = List.copyOf(lookThrough);
    if (role == LegRole.DEBT && amount.signum() > 0) {
      throw new IllegalArgumentException("a debt is negative: " + amount.units() + " " + asset);
    }
  }

  public static Leg of(LegRole role, AssetId asset, String symbol, Amount amount) {
    return new Leg(role, asset, symbol, amount, false, List.of());
  }
}
