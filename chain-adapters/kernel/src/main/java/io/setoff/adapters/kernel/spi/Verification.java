package io.setoff.adapters.kernel.spi;

/** Which logs are proved against the hash of their block, by the block's receipts. */
public enum Verification {
  /** None: for chains whose headers or receipts have a form of their own. Headers are believed. */
  NONE,
  /** Those of blocks near the head; finalized ranges are read as one provider gives them. */
  HEAD,
  /** All: slower to catch up, by the size of the receipts. */
  ALL
}
