package io.setoff.risk.pricing;

import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.market.VolShock.Exponential;
import io.setoff.risk.market.VolShock.Relative;
import io.setoff.risk.market.VolShock.Same;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each of some moves does to one underlying, and what options need of that. Made once for
 * however many markets and books. Immutable.
 */
public final class PreparedShocks {
  /** By move: what multiplies prices. */
  private final double[] factors;

  private final VolShock[] volatilities;

  /** Moves whose volatility depends on more than the expiry. */
  final int[] otherMoves;

  /** Whether a move knows a least volatility. */
  final boolean isFloored;

  /** Tile by tile, as {@link MovedTile} has them. */
  final double[][] tiledFactors;

  final double[][] tiledLogarithms;

  /** Deviations that stand for 0. */
  final double[][] leastDeviations;

  /** Shocks whose factors are at least 0, by move. */
  public PreparedShocks(List<Shock> shocks) {
    factors = new double[shocks.size()];
    volatilities = new VolShock[factors.length];
    double[] logarithms = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = shocks.get(i).spotFactor();
      volatilities[i] = shocks.get(i).volatility();
      boolean isSame = i > 0 && factors[i] == factors[i - 1];
      logarithms[i] = isSame ? logarithms[i - 1] : Black76.logarithm(factors[i]);
    }
    otherMoves =
        IntStream.range(0, factors.length)
            .filter(move -> !dependsOnExpiryAlone(volatilities[move]))
            .toArray();
    isFloored = Arrays.stream(volatilities).anyMatch(PreparedShocks::isFloored);
    Tiling tiling = Tiling.of(factors.length);
    tiledFactors = tiling.cut(factors);
    tiledLogarithms = tiling.cut(logarithms);
    double[] least = new double[factors.length];
    Arrays.fill(least, Black76.LEAST_DEVIATION);
    leastDeviations = tiling.cut(least);
  }

  private static boolean dependsOnExpiryAlone(VolShock shock) {
    return shock instanceof Same || shock instanceof Relative || shock instanceof Exponential;
  }

  private static boolean isFloored(VolShock shock) {
    return shock instanceof Relative relative && relative.floor() != 0;
  }

  int size() {
    return factors.length;
  }

  double factor(int move) {
    return factors[move];
  }

  VolShock volatility(int move) {
    return volatilities[move];
  }
}
