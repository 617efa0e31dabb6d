package io.setoff.store;

import io.setoff.model.ChainId;
import java.time.Instant;

/**
 * What a chain's writer last knew about it. Not durable.
 *
 * @param chain which chain
 * @param state what the writer is doing
 * @param lastContact when a node last answered
 * @param headSince when the newest block that a node announces was first seen; a node that stands
 *     still answers, but what it answers grows old
 * @param nodeHeight newest height that a node announced
 * @param reason one sentence for people; empty when live
 */
public record ChainHealth(
    ChainId chain,
    State state,
    Instant lastContact,
    Instant headSince,
    long nodeHeight,
    String reason) {

  /** What the writer is doing. */
  public enum State {
    /** Catching up with the head. */
    SYNCING,
    /** At the head. */
    LIVE,
    /** No node answers, or none that can be believed. */
    UNREACHABLE,
    /** The chain left the branch below the journal: the stored state is not canonical. */
    DIVERGED,
    /** The writer stopped on an error of its own. */
    HALTED
  }
}
