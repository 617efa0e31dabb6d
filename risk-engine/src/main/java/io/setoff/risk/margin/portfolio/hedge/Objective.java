package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.risk.input.Require;

/** What a hedge is for. */
public sealed interface Objective {

  /** Throws when a value cannot be used; {@code field} is the path of this objective. */
  default void check(String field) {}

  /** Least variance of a day's gain, from volatilities and shrunk correlations. */
  record LeastVariance() implements Objective {}

  /**
   * Greeks near 0 at least cost. Each weight is per unit of the greek squared, against a cost in
   * USD; 0 leaves that greek alone.
   *
   * @param delta weight of USD gained per 1 % up
   * @param gamma weight of the change of that per 1 % up
   * @param vega weight of USD gained when volatilities rise by a hundredth of themselves
   */
  record NeutralGreeks(double delta, double gamma, double vega) implements Objective {
    @Override
    public void check(String field) {
      Require.notNegative(field + ".delta", delta);
      Require.notNegative(field + ".gamma", gamma);
      Require.notNegative(field + ".vega", vega);
    }
  }

  /**
   * Most requirement saved per cost, one trade after another.
   *
   * @param trades at most so many
   * @param perSet whether the requirement per netting set is to fall, or the one of everything
   */
  record CheapestMargin(int trades, boolean perSet) implements Objective {
    private static final int MOST = 20;

    @Override
    public void check(String field) {
      Require.within(field + ".trades", trades, 1, MOST);
    }
  }

  /**
   * Most saved, per cost, of what the accounts' venues are asked to require, one trade after
   * another.
   *
   * @param trades at most so many
   */
  record LeastRequired(int trades) implements Objective {
    @Override
    public void check(String field) {
      Require.within(field + ".trades", trades, 1, CheapestMargin.MOST);
    }
  }
}
