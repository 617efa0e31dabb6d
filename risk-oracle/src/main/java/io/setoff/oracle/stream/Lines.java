package io.setoff.oracle.stream;

/** Takes what a stream or a lane says, a line each. */
@FunctionalInterface
public interface Lines {
  void say(String text);

  /** Something worth waking somebody for; without a place of its own it is a line like others. */
  default void wake(Wake what, String text) {
    say(text);
  }

  /** Such things; docs/operating.md has what to do. */
  enum Wake {
    /** Nothing could be published several times in a row. */
    STREAM_FAILING,
    /** A lane has ended: its chain is not written any more. */
    CHAIN_NOT_WRITTEN,
    /** Fees are above what may be spent. */
    BUDGET,
    /** Somebody else uses the payer's key. */
    FOREIGN_NONCE,
    /** No node takes a transaction. */
    REFUSED
  }
}
