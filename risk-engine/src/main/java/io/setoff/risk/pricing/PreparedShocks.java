package io.setoff.risk.pricing;

import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import java.util.Arrays;
import java.util.List;

/**
 * What each of some moves does to one underlying, and what options need of that. Made once for
 * however many markets and books. Immutable.
 */
public final class PreparedShocks {
  /** By move: what multiplies prices. */
  private final double[] factors;

  private final VolShock[] volatilities;

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
    Tiling tiling = Tiling.of(factors.length);
    tiledFactors = tiling.cut(factors);
    tiledLogarithms = tiling.cut(logarithms);
    double[] least = new double[factors.length];
    Arrays.fill(least, Black76.LEAST_DEVIATION);
    leastDeviations = tiling.cut(least);
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
