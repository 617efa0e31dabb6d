package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Fingerprint;

/**
 * What paths are drawn from.
 *
 * @param paths how many, 1,000 to 1,000,000
 * @param copula how underlyings move together
 * @param marginal how each moves, in units of its volatility
 */
public record MonteCarloModel(int paths, Copula copula, Marginal marginal) {
  private static final int FEWEST_PATHS = 1_000;
  private static final int MOST_PATHS = 1_000_000;

  void check(String field) {
    Require.within(field + ".paths", paths, FEWEST_PATHS, MOST_PATHS);
    copula.check(field + ".copula");
    marginal.check(field + ".marginal");
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(paths);
    copula.addTo(fingerprint);
    marginal.addTo(fingerprint);
  }
}
