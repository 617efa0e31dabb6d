package io.setoff.risk.pricing;

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

  MovedTile withLeastDeviations(double[] deviations) {
    return new MovedTile(length, factors, logarithms, deviations, volatilityFactors);
  }
}
