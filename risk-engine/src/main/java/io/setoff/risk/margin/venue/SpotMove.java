package io.setoff.risk.margin.venue;

import io.setoff.risk.pricing.Black76;

/**
 * A move of the spot price. Many options share one, and with it the logarithm.
 *
 * @param factor of the price, at least 0
 * @param logarithm of the factor, with a finite stand-in at 0
 */
record SpotMove(double factor, double logarithm) {
  static SpotMove of(double factor) {
    return new SpotMove(factor, Black76.logarithm(factor));
  }
}
