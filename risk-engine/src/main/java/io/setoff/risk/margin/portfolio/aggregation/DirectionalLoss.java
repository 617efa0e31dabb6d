package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.risk.margin.portfolio.profile.UnderlyingScenarios;

/**
 * What a book loses on one underlying when its spot goes one way, as far as that counts against
 * other underlyings: {@code value = coefficient1 * loss[at1] + coefficient2 * loss[at2]}.
 *
 * <p>With x the worst loss of that direction, at least 0, and y the gain at its largest move, at
 * least 0 and at most the worst loss of all: {@code x - max(0, y - x)}. A book that is simply long
 * has its worst loss down and the negative of it up; a short straddle loses both ways and hedges
 * nothing. Of a flat book, the largest move says what more of either side would lose.
 */
record DirectionalLoss(double value, int at1, double coefficient1, int at2, double coefficient2) {

  static DirectionalLoss of(double[] gains, UnderlyingScenarios grid, int direction, int worstAt) {
    double worst = worstAt < 0 ? 0 : -gains[worstAt];
    int lossAt = -1;
    int referenceAt = -1;
    for (int i = 0; i < gains.length; i++) {
      if (grid.direction(i) == direction) {
        if (lossAt < 0 || gains[i] < gains[lossAt]) {
          lossAt = i;
        }
        if (grid.isReference(i) && (referenceAt < 0 || gains[i] < gains[referenceAt])) {
          referenceAt = i;
        }
      }
    }
    if (lossAt < 0) {
      return new DirectionalLoss(worst, worstAt, worst > 0 ? 1 : 0, -1, 0);
    }
    if (referenceAt >= 0 && gains[lossAt] == 0 && gains[referenceAt] == 0) {
      return new DirectionalLoss(0, referenceAt, 1, -1, 0);
    }
    double x = Math.max(0, -gains[lossAt]);
    double gain = referenceAt < 0 ? 0 : Math.max(0, gains[referenceAt]);
    double y = Math.min(gain, worst);
    double counted = x > 0 ? 1 : 0;
    if (y <= x) {
      return new DirectionalLoss(x, lossAt, counted, -1, 0);
    }
    return gain <= worst
        ? new DirectionalLoss(2 * x - y, lossAt, 2 * counted, referenceAt, 1)
        : new DirectionalLoss(2 * x - y, lossAt, 2 * counted, worstAt, -1);
  }

  /** Whether the book neither loses nor gains in this direction, but more of it would. */
  boolean isFlat() {
    return value == 0 && coefficient1 == 1;
  }

  /** Adds {@code scale} times the derivative by each loss of the underlying. */
  void addGradient(double[] gradient, double scale) {
    if (coefficient1 != 0) {
      gradient[at1] += scale * coefficient1;
    }
    if (coefficient2 != 0) {
      gradient[at2] += scale * coefficient2;
    }
  }
}
