package io.setoff.model;

/** Which positions share a margin account's equity. */
public enum MarginMode {
  CROSS,
  ISOLATED,
  PORTFOLIO,
  UNIFIED,
  UNKNOWN
}
