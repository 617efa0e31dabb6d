package io.setoff.risk.simulation;

import io.setoff.risk.input.Require;
import io.setoff.risk.math.CorrelationMatrix;
import io.setoff.risk.provenance.Fingerprint;
import java.util.Arrays;

/**
 * Exponentially weighted estimates of volatility and correlation, with a mean return of 0: {@code
 * s2(t+1) = decay s2(t) + (1 - decay) r(t)^2}. A volatility starts from the mean square of the days
 * of the burn-in, and is a forecast from there on: no day's volatility knows of a later day.
 *
 * <p>Source: J.P. Morgan and Reuters, RiskMetrics Technical Document, 4th edition (1996), chapter
 * 5.
 *
 * @param decay of volatility, 0 to below 1
 * @param correlationDecay of correlation
 * @param leastVolatility of a day, above 0: a price that has not moved may still move
 */
public record EwmaFilter(double decay, double correlationDecay, double leastVolatility) {
  private static final double BELOW_ONE = Math.nextDown(1.0);

  /** Days until a decay of 0.94 weighs the start with less than a sixth. */
  private static final int LONGEST_BURN_IN = 30;

  void check(String field) {
    Require.within(field + ".decay", decay, 0, BELOW_ONE);
    Require.within(field + ".correlation_decay", correlationDecay, 0, BELOW_ONE);
    Require.within(field + ".least_volatility", leastVolatility, Double.MIN_VALUE, 1);
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(decay).add(correlationDecay).add(leastVolatility);
  }

  /**
   * Days that a volatility starts from: 30, or half of what there is beyond one horizon when that
   * is less.
   */
  static int burnIn(int returns, int horizonDays) {
    return Math.max(0, Math.min(LONGEST_BURN_IN, (returns - horizonDays + 1) / 2));
  }

  /**
   * The volatility forecast for each day from the days before it, and last for the next day. Within
   * the burn-in, which has no days before it, that of the burn-in.
   */
  double[] volatilities(double[] returns, int burnIn) {
    double[] forecasts = new double[returns.length + 1];
    double[] start = Arrays.copyOf(returns, Math.max(1, burnIn));
    double variance = meanProduct(start, start);
    for (int day = 0; day <= returns.length; day++) {
      forecasts[day] = Math.max(leastVolatility, Math.sqrt(variance));
      if (day >= burnIn && day < returns.length) {
        variance = decay * variance + (1 - decay) * returns[day] * returns[day];
      }
    }
    return forecasts;
  }

  /** The correlations of the next day; 0 with a price that has never moved. */
  CorrelationMatrix correlations(double[][] returns) {
    int size = returns.length;
    double[] variances = new double[size];
    double[][] rho = new double[size][size];
    for (int i = 0; i < size; i++) {
      variances[i] = covariance(returns[i], returns[i]);
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(variances[i]) * Math.sqrt(variances[j]);
        rho[i][j] = scale == 0 ? 0 : covariance(returns[i], returns[j]) / scale;
      }
    }
    return CorrelationMatrix.of(rho).positiveSemidefinite();
  }

  private double covariance(double[] a, double[] b) {
    double covariance = meanProduct(a, b);
    for (int day = 0; day < a.length; day++) {
      covariance = correlationDecay * covariance + (1 - correlationDecay) * a[day] * b[day];
    }
    return covariance;
  }

  private static double meanProduct(double[] a, double[] b) {
    double sum = 0;
    for (int day = 0; day < a.length; day++) {
      sum += a[day] * b[day];
    }
    return sum / a.length;
  }
}
