package io.setoff.risk.math;

import io.setoff.risk.input.Require;
import java.util.Arrays;

/**
 * A symmetric matrix with ones on its diagonal and correlations between -1 and 1. It need not be
 * positive semidefinite; {@link #nearest()} finds one that is.
 */
public final class CorrelationMatrix {
  private static final double LEAST_EIGENVALUE = 1e-12;
  private static final int MOST_PROJECTIONS = 200;
  private static final double SETTLED = 1e-9;

  /** What rounding may have made of a correlation of 1. */
  private static final double ROUNDING = 1e-9;

  private final double[][] rho;

  private CorrelationMatrix(double[][] rho) {
    this.rho = rho;
  }

  /** A matrix of the entries below the diagonal of {@code rho}. */
  public static CorrelationMatrix of(double[][] rho) {
    double[][] copy = new double[rho.length][rho.length];
    for (int i = 0; i < rho.length; i++) {
      copy[i][i] = 1;
      for (int j = 0; j < i; j++) {
        int row = i;
        int column = j;
        Require.within(
            () -> "correlation[" + row + "][" + column + "]",
            rho[i][j],
            -1 - ROUNDING,
            1 + ROUNDING);
        copy[i][j] = limited(rho[i][j]);
        copy[j][i] = copy[i][j];
      }
    }
    return new CorrelationMatrix(copy);
  }

  public int size() {
    return rho.length;
  }

  public double get(int i, int j) {
    return rho[i][j];
  }

  /** Every correlation times {@code weight}, but between {@code -limit} and {@code limit}. */
  public CorrelationMatrix shrunk(double weight, double limit) {
    Require.within("shrinkage.weight", weight, 0, 1);
    Require.within("shrinkage.limit", limit, 0, 1);
    double[][] shrunk = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < i; j++) {
        shrunk[i][j] = Math.max(-limit, Math.min(limit, weight * rho[i][j]));
      }
    }
    return of(shrunk);
  }

  /**
   * The nearest matrix without a negative eigenvalue, by the sum of squared differences; this one
   * when it has none.
   *
   * <p>Source: Higham, Computing the nearest correlation matrix: a problem from finance, IMA
   * Journal of Numerical Analysis 22 (2002) 329-343, algorithm 3.3.
   */
  public CorrelationMatrix nearest() {
    if (Eigen.of(rho).least() >= -LEAST_EIGENVALUE) {
      return this;
    }
    double[][] nearest = copy(rho);
    double[][] correction = new double[size()][size()];
    double change = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_PROJECTIONS && change > SETTLED; i++) {
      double[][] from = difference(nearest, correction);
      double[][] clipped = Eigen.of(from).clipped();
      correction = difference(clipped, from);
      change = replace(nearest, clipped);
    }
    return of(nearest).positiveSemidefinite();
  }

  /**
   * This matrix with other entries where {@code known} is false, so that no eigenvalue is negative
   * if the known entries allow it: alternating projections.
   */
  public CorrelationMatrix completed(boolean[][] known) {
    double[][] completed = copy(rho);
    Eigen eigen = Eigen.of(completed);
    for (int i = 0; i < MOST_PROJECTIONS && eigen.least() < -SETTLED; i++) {
      double[][] clipped = eigen.clipped();
      for (int j = 0; j < size(); j++) {
        for (int k = 0; k < size(); k++) {
          if (j != k && !known[j][k]) {
            completed[j][k] = limited(clipped[j][k]);
          }
        }
      }
      eigen = Eigen.of(completed);
    }
    return of(completed);
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    Arrays.setAll(copy, row -> matrix[row].clone());
    return copy;
  }

  private static double[][] difference(double[][] from, double[][] what) {
    double[][] difference = copy(from);
    for (int i = 0; i < from.length; i++) {
      for (int j = 0; j < from.length; j++) {
        difference[i][j] -= what[i][j];
      }
    }
    return difference;
  }

  /** Takes over all entries off the diagonal; returns the largest change. */
  private static double replace(double[][] matrix, double[][] by) {
    double change = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        if (i != j) {
          double entry = limited(by[i][j]);
          change = Math.max(change, Math.abs(entry - matrix[i][j]));
          matrix[i][j] = entry;
        }
      }
    }
    return change;
  }

  private static double limited(double correlation) {
    return Math.max(-1, Math.min(1, correlation));
  }

  /**
   * This matrix when it has no negative eigenvalue; else the one that remains when negative
   * eigenvalues are set to 0 and the diagonal is scaled back to 1.
   *
   * <p>Source: Rebonato and Jaeckel, The most general methodology to create a valid correlation
   * matrix, Journal of Risk 2 (1999), section 3.
   */
  public CorrelationMatrix positiveSemidefinite() {
    Eigen eigen = Eigen.of(rho);
    if (eigen.least() >= -LEAST_EIGENVALUE) {
      return this;
    }
    double[][] clipped = eigen.clipped();
    double[][] scaled = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < i; j++) {
        scaled[i][j] = clipped[i][j] / Math.sqrt(clipped[i][i] * clipped[j][j]);
      }
    }
    return of(scaled);
  }

  /**
   * The lower triangular matrix L with L L' equal to this matrix, which must be positive
   * semidefinite. Where a pivot is 0 the column is 0: that factor is a sum of the ones before.
   */
  public double[][] cholesky() {
    double[][] lower = new double[size()][size()];
    for (int j = 0; j < size(); j++) {
      double pivot = rho[j][j] - dot(lower[j], lower[j], j);
      lower[j][j] = pivot <= LEAST_EIGENVALUE ? 0 : Math.sqrt(pivot);
      for (int i = j + 1; i < size() && lower[j][j] > 0; i++) {
        lower[i][j] = (rho[i][j] - dot(lower[i], lower[j], j)) / lower[j][j];
      }
    }
    return lower;
  }

  private static double dot(double[] a, double[] b, int length) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
