package io.setoff.model;

/** What a leg is to its position. */
public enum LegRole {
  PRINCIPAL,
  COLLATERAL,
  DEBT,
  MARGIN_CASH,
  /** Size of a derivative: it has a delta and no value of its own. */
  NOTIONAL,
  FEES_OWED,
  REWARD,
  FUNDING_ACCRUED
}
