package io.setoff.model.identity;

/** Which equivalences a query takes for granted; each includes those before it. */
public enum Policy {
  /** The same token only. */
  STRICT,
  /** Native wraps and bridges. */
  ECONOMIC,
  /** Also pegs. */
  PEGGED
}
