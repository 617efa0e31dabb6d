package io.setoff.adapters.evm.script;

/** How a {@link ScriptedNode} is bad. */
public enum Fault {
  NONE,
  /** Its head is some blocks behind. */
  LAG,
  /** Several nodes behind one address: its head jumps. */
  BALANCED,
  /** It answers no logs, and empty receipts. */
  EMPTY_LOGS,
  /** It answers some logs twice. */
  DUPLICATE_LOGS,
  /** It mixes in logs that are removed. */
  REMOVED_LOGS,
  /** It refuses ranges over a size; at size zero every request that has logs. */
  TOO_BIG,
  /** It leaves out, changes, adds or moves logs. */
  FORGED_LOGS,
  /** It changes headers. */
  FORGED_HEADER,
  /** It tells of a branch that nobody else knows. */
  FORGED_BRANCH,
  /** It sometimes does not know what it knows. */
  NULLS,
  /** Its answers break off. */
  TRUNCATED,
  /** It answers other requests than were made. */
  WRONG_ID,
  /** Something before it answers in its place. */
  HTML,
  /** It follows another chain. */
  WRONG_CHAIN,
  /** One in four requests fails. */
  FLAKY,
  /** Nobody answers. */
  DOWN
}
