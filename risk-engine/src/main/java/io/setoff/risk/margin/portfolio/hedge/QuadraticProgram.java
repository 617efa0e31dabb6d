package io.setoff.risk.margin.portfolio.hedge;

/**
 * {@code min x'Ax / 2 + b'x + c'|x|} with {@code |x_i| <= limit_i}, one coordinate after another:
 * each step is exact (soft threshold), so the value never rises. A is symmetric and positive
 * semidefinite; of equally good solutions the earlier coordinates are used first.
 *
 * <p>Source: Friedman, Hastie, Höfling and Tibshirani, Pathwise coordinate optimization, Annals of
 * Applied Statistics 1 (2007).
 */
final class QuadraticProgram {
  private static final int MOST_SWEEPS = 10_000;

  /** Improvement of a sweep, relative to that of the first steps, below which it is done. */
  private static final double CONVERGED = 1e-24;

  private QuadraticProgram() {}

  static double[] solve(double[][] a, double[] b, double[] cost, double[] limit) {
    double[] x = new double[b.length];
    double scale = 0;
    for (int i = 0; i < x.length; i++) {
      scale += a[i][i] > 0 ? b[i] * b[i] / a[i][i] : 0;
    }
    double improvement = scale;
    for (int sweep = 0; sweep < MOST_SWEEPS && improvement > CONVERGED * scale; sweep++) {
      improvement = 0;
      for (int i = 0; i < x.length; i++) {
        double next = best(a[i], b[i], cost[i], limit[i], x, i);
        improvement += a[i][i] * (next - x[i]) * (next - x[i]);
        x[i] = next;
      }
    }
    return x;
  }

  private static double best(
      double[] row, double b, double cost, double limit, double[] x, int at) {
    double slope = b;
    for (int j = 0; j < x.length; j++) {
      if (j != at) {
        slope += row[j] * x[j];
      }
    }
    double beyondCost = Math.max(0, Math.abs(slope) - cost);
    if (beyondCost == 0 || row[at] <= 0) {
      return 0;
    }
    return -Math.signum(slope) * Math.min(limit, beyondCost / row[at]);
  }
}
