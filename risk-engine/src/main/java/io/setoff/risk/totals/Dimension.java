package io.setoff.risk.totals;

/** What totals are taken over. */
public enum Dimension {
  /** Everything. */
  ALL,
  /** One deployment of one protocol on one chain. */
  VENUE,
  /** All deployments of a protocol, on all chains. */
  PROTOCOL,
  /** What nets by agreement; what is in no agreement is one group of its own. */
  NETTING_SET
}
