package io.setoff.risk.stress;

import io.setoff.risk.provenance.Fingerprint;

/**
 * A number of a stress library.
 *
 * @param value the number
 * @param source where it is from; {@code definition} for a choice, {@code indicative} first for an
 *     estimate without data
 */
public record StressValue(double value, String source) {
  /** What a scenario that does not state a number leaves as it is. */
  static StressValue unchanged(double value) {
    return new StressValue(value, "unchanged");
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(value).add(source);
  }
}
