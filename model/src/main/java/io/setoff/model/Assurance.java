package io.setoff.model;

/** How well a value was checked against a node that lags or lies; the strongest first. */
public enum Assurance {
  /** Proved against a block's hash. */
  PROVEN,
  /** Several independent providers agreed. */
  QUORUM,
  /** One provider said so. */
  SINGLE;

  /** The weaker one: a value is no better checked than the weakest of what it is made of. */
  public Assurance weaker(Assurance other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
