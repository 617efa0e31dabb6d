package io.setoff.model;

/** How final a block is; each level includes those before it. As a view: the newest such block. */
public enum Finality implements View {
  LATEST,
  SAFE,
  FINALIZED
}
