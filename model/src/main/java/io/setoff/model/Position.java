package io.setoff.model;

import java.util.List;
import java.util.Optional;

/**
 * What an account holds at a venue, as the chain states it at one block. Lending, liquidity and
 * derivatives differ only by their legs and their detail.
 *
 * @param id hex, 16 bytes; see {@link PositionId}
 * @param account whose it is
 * @param venue where it is
 * @param kind what it is
 * @param state whether it can be trusted
 * @param label short text for people
 * @param legs its signed components
 * @param detail what only its kind has
 * @param margin the venue's margin figures for it; empty when it has none
 * @param origin the log or read that last changed it
 * @param gaps what is missing
 * @param rawSha256 hex, SHA-256 over the rows it was computed from
 */
public record Position(
    String id,
    AccountId account,
    VenueId venue,
    PositionKind kind,
    PositionState state,
    String label,
    List<Leg> legs,
    Detail detail,
    Optional<Margin> margin,
    Origin origin,
    List<Gap> gaps,
    String rawSha256) {

  /** Copies the lists. */
  public Position {
    legs = List.copyOf(legs);
    gaps = List.copyOf(gaps);
  }

  /**
   * Whether a gap of this position leaves an answer incomplete. An asset on which nothing rests
   * counts as worthless while its value is not known: too little, never too much. Anybody can send
   * such an asset to anybody, so its gap is shown and changes nothing else.
   */
  public boolean isIncompleteBy(Gap gap) {
    return !(kind.isFreeAsset() && gap.kind().leavesOutValue());
  }
}
