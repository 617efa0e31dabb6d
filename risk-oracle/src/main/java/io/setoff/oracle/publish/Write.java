package io.setoff.oracle.publish;

/**
 * One call of the contract that an epoch needs, and how far it is.
 *
 * @param key its name
 * @param data of the call, 0x hex; the same bytes whenever the same epoch is derived again
 * @param state how far it is
 * @param reason why it was superseded or has failed; else empty
 */
public record Write(WriteKey key, String data, State state, String reason) {

  /** How far a write is. */
  public enum State {
    /** Numbered; the signers are asked. */
    BUILT,
    /** Signed, in no transaction. */
    QUEUED,
    /** In at least one transaction that may still land. */
    SENT,
    /** In a block, with status 1. */
    MINED,
    /** In a block that is final. */
    FINAL,
    /** A newer epoch makes it needless, or somebody else has written it. */
    SUPERSEDED,
    /** The contract refuses it. */
    FAILED;

    /** In no transaction that may still land. */
    boolean isWaiting() {
      return this == BUILT || this == QUEUED;
    }

    public boolean isOver() {
      return this == FINAL || this == SUPERSEDED || this == FAILED;
    }
  }

  /** A write whose data nobody has signed yet. */
  static Write built(WriteKey key) {
    return new Write(key, "", State.BUILT, "");
  }

  /** A write that is signed and waits. */
  public static Write queued(WriteKey key, String data) {
    return new Write(key, data, State.QUEUED, "");
  }

  Write as(State other) {
    return new Write(key, data, other, "");
  }

  Write as(State other, String why) {
    return new Write(key, data, other, why);
  }
}
