package io.setoff.risk.margin.portfolio;

import io.setoff.risk.instrument.Holding;

/** A hypothetical change of a book. */
public sealed interface Change {

  /** A holding more; its id must be new. */
  record Add(Holding holding) implements Change {}

  /** A holding less. */
  record Remove(String holdingId) implements Change {}

  /** A holding with another quantity. */
  record Resize(String holdingId, double quantity) implements Change {}
}
