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

  /** A volatility is at least this, and this times the one before the move. */
  final double[] leastVolatilities;

  final double[] volatilityFactors;

  MovedTile(
      int length,
      double[] factors,
      double[] logarithms,
      double[] leastVolatilities,
      double[] volatilityFactors) {
    this.length = length;
    this.factors = factors;
    this.logarithms = logarithms;
    this.leastVolatilities = leastVolatilities;
    this.volatilityFactors = volatilityFactors;
  }

  MovedTile withLeastVolatilities(double[] volatilities) {
    return new MovedTile(length, factors, logarithms, volatilities, volatilityFactors);
  }
}
