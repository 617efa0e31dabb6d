package io.setoff.risk.pricing;

import java.util.Arrays;

/**
 * Some of the moves of a grid, as they are for the options of one expiry. Arrays are by move and
 * longer than the number of moves, since a kernel reads up to a full vector more.
 */
final class MovedTile {
  /** Number of moves. */
  final int length;

  /** What multiplies the forward, and the logarithms of that. */
  final double[] factors;

  final double[] logarithms;

  /** A deviation is at least this, and that of this times the volatility before the move. */
  final double[] leastDeviations;

  final double[] volatilityFactors;

  MovedTile(
      int length,
      double[] factors,
      double[] logarithms,
      double[] leastDeviations,
      double[] volatilityFactors) {
    this.length = length;
    this.factors = factors;
    this.logarithms = logarithms;
    this.leastDeviations = leastDeviations;
    this.volatilityFactors = volatilityFactors;
  }

  /** One move, in which everything stays as it is. */
  static MovedTile unmoved() {
    int room = 1 + OptionBatch.MOST_LANES;
    double[] ones = new double[room];
    double[] least = new double[room];
    Arrays.fill(ones, 1);
    Arrays.fill(least, Black76.LEAST_DEVIATION);
    return new MovedTile(1, ones, new double[room], least, ones);
  }

  MovedTile withLeastDeviations(double[] deviations) {
    return new MovedTile(length, factors, logarithms, deviations, volatilityFactors);
  }
}
