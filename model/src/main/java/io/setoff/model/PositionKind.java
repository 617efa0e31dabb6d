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
  MARGIN
}
