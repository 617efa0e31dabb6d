package io.setoff.model;

/** What a position is. */
public enum PositionKind {
  SPOT,
  LEND,
  BORROW,
  PERP,
  FUTURE,
  OPTION,
  LP_FULL,
  LP_RANGE,
  STAKE,
  VAULT,
  CLAIMABLE,
  LOCKED,
  /** Cash and collateral that secure the derivatives of one margin account. */
  MARGIN;

  /** Whether such a position is only ever an asset, and nothing that is owed rests on it. */
  public boolean isFreeAsset() {
    return switch (this) {
      case SPOT, LP_FULL, LP_RANGE, STAKE, VAULT, CLAIMABLE, LOCKED -> true;
      case LEND, BORROW, PERP, FUTURE, OPTION, MARGIN -> false;
    };
  }
}
