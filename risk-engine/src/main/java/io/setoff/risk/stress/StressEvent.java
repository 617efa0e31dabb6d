package io.setoff.risk.stress;

import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.simulation.AdverseMoves;

/** What happens beside the move of the markets. */
public sealed interface StressEvent {

  /** Longest time that a chain may stand still. */
  double LONGEST_HALT_HOURS = 720;

  /** Throws when a number cannot be used; {@code field} is the path of this event. */
  default void check(String field) {}

  void addTo(Fingerprint fingerprint);

  /** Nothing. */
  record None() implements StressEvent {
    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("none");
    }
  }

  /**
   * One venue is gone, each in turn: what a margin account there is worth is lost, its holdings
   * hedge nothing any more, and what is owed there stays owed.
   */
  record VenueGone() implements StressEvent {
    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("venue-gone");
    }
  }

  /**
   * One chain stands still, each in turn: holdings there cannot be managed, and everything moves
   * against them meanwhile.
   *
   * @param hours how long
   * @param rule how far prices and volatilities move in a day
   */
  record ChainHalted(double hours, AdverseMoves.Rule rule) implements StressEvent {
    private static final double HOURS_PER_DAY = 24;

    double days() {
      return hours / HOURS_PER_DAY;
    }

    @Override
    public void check(String field) {
      Require.within(field + ".hours", hours, 0, LONGEST_HALT_HOURS);
      rule.check(field + ".rule");
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("chain-halted").add(hours);
      rule.addTo(fingerprint);
    }
  }
}
