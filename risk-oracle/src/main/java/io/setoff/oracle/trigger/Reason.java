package io.setoff.oracle.trigger;

/**
 * Why an epoch is published.
 *
 * @param kind what happened
 * @param account to which; empty when it is about all
 */
public record Reason(Kind kind, String account) {

  /** What can happen, the most urgent first. */
  public enum Kind {
    /** A block that the last epoch was computed from has left its chain. */
    INPUT_REORGANISED,
    /** There is no last epoch. */
    FIRST,
    /** Other accounts are published. */
    ACCOUNTS_CHANGED,
    /** Net changes between negative, zero and positive. */
    SIGN_CHANGED,
    /** A flag or the coverage is another. */
    FLAGS_CHANGED,
    /** Absolute net crosses the account's limit. */
    LIMIT_CROSSED,
    /** Net has moved far enough. */
    NET_MOVED,
    /** Margin has moved far enough. */
    MARGIN_MOVED,
    /** The last epoch is as old as one may get. */
    HEARTBEAT
  }

  static Reason of(Kind kind) {
    return new Reason(kind, "");
  }

  @Override
  public String toString() {
    return account.isEmpty() ? kind.name() : kind + " " + account;
  }
}
