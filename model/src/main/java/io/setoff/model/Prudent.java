package io.setoff.model;

/**
 * Of {@link Finality#LATEST} and {@link Finality#FINALIZED} the state with the larger figure, with
 * the other one shown beside it: a hedge counts once it is final, a loss at once.
 */
public enum Prudent implements View {
  PRUDENT
}
