package io.setoff.model;

/** Whether a position can be trusted as it is. */
public enum PositionState {
  OPEN,
  /** Tombstone, without legs. */
  CLOSED,
  /** The last read failed; the legs are the last good ones. */
  UNKNOWN
}
