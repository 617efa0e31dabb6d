package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.math.Normal;
import io.setoff.risk.math.RandomNumbers;
import io.setoff.risk.math.StudentT;
import io.setoff.risk.provenance.Fingerprint;

/** How underlyings move together. */
public sealed interface Copula {

  /** What multiplies all correlated normal numbers of a path. */
  double mixing(RandomNumbers.Factor numbers, int path);

  /** Probability that a mixed number is at most {@code x}. */
  double cdf(double x);

  /** What mixed numbers are multiplied by for a variance of 1. */
  double unitVariance();

  /** Throws when a number cannot be used; {@code field} is the path of this copula. */
  void check(String field);

  void addTo(Fingerprint fingerprint);

  /** Correlated normal numbers: far moves are independent. */
  record Gaussian() implements Copula {
    @Override
    public double mixing(RandomNumbers.Factor numbers, int path) {
      return 1;
    }

    @Override
    public double cdf(double x) {
      return Normal.cdf(x);
    }

    @Override
    public double unitVariance() {
      return 1;
    }

    @Override
    public void check(String field) {}

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("gaussian");
    }
  }

  /**
   * Correlated normal numbers over {@code sqrt(W / degrees)}, W chi-squared: far moves come
   * together.
   *
   * <p>Source: Demarta and McNeil, The t copula and related copulas, International Statistical
   * Review 73 (2005) 111-129.
   *
   * @param degrees of freedom, 3 to 1,000
   */
  record Student(int degrees) implements Copula {
    private static final int FEWEST = 3;
    private static final int MOST = 1_000;

    @Override
    public double mixing(RandomNumbers.Factor numbers, int path) {
      double chiSquared = 0;
      int pairs = degrees / 2;
      for (int draw = 0; draw < pairs; draw++) {
        chiSquared -= 2 * StrictMath.log(numbers.uniform(path, draw));
      }
      if (degrees % 2 == 1) {
        double normal = numbers.normal(path, pairs);
        chiSquared += normal * normal;
      }
      return Math.sqrt(degrees / chiSquared);
    }

    @Override
    public double cdf(double x) {
      return new StudentT(degrees).cdf(x);
    }

    @Override
    public double unitVariance() {
      return new StudentT(degrees).unitVariance();
    }

    @Override
    public void check(String field) {
      Require.within(field + ".degrees", degrees, FEWEST, MOST);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("student").add(degrees);
    }
  }
}
