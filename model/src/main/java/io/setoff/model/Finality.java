package io.setoff.model;

/** How final a block is; each level includes those before it. */
public enum Finality {
  LATEST,
  SAFE,
  FINALIZED
}
