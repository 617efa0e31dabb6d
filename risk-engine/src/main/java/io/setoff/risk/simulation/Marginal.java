package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.math.Normal;
import io.setoff.risk.math.StudentT;
import io.setoff.risk.provenance.Fingerprint;

/** How one underlying moves, in units of its volatility. */
public sealed interface Marginal {

  /**
   * The move that is as likely under this distribution as {@code x} is under the copula's.
   *
   * @param x mixed number of a path
   * @param residuals past moves in units of volatility, rising
   */
  double move(double x, Copula copula, double[] residuals);

  /** Throws when a number cannot be used; {@code field} is the path of this distribution. */
  void check(String field);

  void addTo(Fingerprint fingerprint);

  /** Normal. */
  record Gaussian() implements Marginal {
    @Override
    public double move(double x, Copula copula, double[] residuals) {
      return switch (copula) {
        case Copula.Gaussian gaussian -> x;
        case Copula.Student student -> Math.copySign(Normal.quantile(student.cdf(-Math.abs(x))), x);
      };
    }

    @Override
    public void check(String field) {}

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("gaussian");
    }
  }

  /**
   * Student's t, scaled to a variance of 1.
   *
   * @param degrees of freedom, above 2 to 1,000
   */
  record Student(double degrees) implements Marginal {
    @Override
    public double move(double x, Copula copula, double[] residuals) {
      StudentT distribution = new StudentT(degrees);
      boolean same = copula instanceof Copula.Student student && student.degrees() == degrees;
      double value = same ? x : Math.copySign(distribution.quantile(copula.cdf(-Math.abs(x))), x);
      return value * distribution.unitVariance();
    }

    @Override
    public void check(String field) {
      Require.within(field + ".degrees", degrees, Math.nextUp(2.0), 1_000);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("student").add(degrees);
    }
  }

  /** As the past moves were; between two of them a straight line, none larger than the largest. */
  record Empirical() implements Marginal {
    @Override
    public double move(double x, Copula copula, double[] residuals) {
      double place = copula.cdf(x) * residuals.length - 0.5;
      int below = (int) Math.floor(place);
      if (below < 0) {
        return residuals[0];
      }
      if (below >= residuals.length - 1) {
        return residuals[residuals.length - 1];
      }
      return residuals[below] + (place - below) * (residuals[below + 1] - residuals[below]);
    }

    @Override
    public void check(String field) {}

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add("empirical");
    }
  }
}
