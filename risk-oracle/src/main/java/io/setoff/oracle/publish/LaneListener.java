package io.setoff.oracle.publish;

/** Told what a lane does: for logs, metrics and alarms. */
public interface LaneListener {

  /** A write is in another state. */
  void moved(Write write);

  /** Something that an operator may have to act on. */
  void alarm(Alarm alarm, String detail);

  /** What can go wrong for longer than a moment. */
  enum Alarm {
    /** The fee cap, the number of replacements or the daily budget is used up. */
    BUDGET,
    /** No node takes the transaction: an empty wallet, for example. */
    REFUSED,
    /** Somebody else uses the payer's key. */
    FOREIGN_NONCE,
    /** A block with a transaction of ours has left the chain. */
    REORGANISED,
    /** A transaction has landed and failed. */
    REVERTED
  }
}
