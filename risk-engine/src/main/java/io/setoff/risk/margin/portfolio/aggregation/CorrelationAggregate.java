package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.risk.margin.portfolio.rules.OffsetRules;

/**
 * Worst losses of underlyings put together by correlations (risk-methodology R4 a).
 *
 * <p>{@code M = sqrt(sum W_u^2 + 2 sum rho_uw T_uw)}, at least a share of the largest W, at most
 * their sum. T is the product of what both lose in a joint direction (the same one, or opposite
 * ones when rho is negative, with |rho|), whichever of the two directions is worse, and 0 where
 * neither loses. For positions without options this is {@code T = s_u s_w W_u W_w}, the form of
 * ISDA SIMM. Where rho is not known the losses are added: T = W_u W_w, rho = 1.
 */
final class CorrelationAggregate {
  /** One underlying offsets nothing. */
  private static final DirectionalLoss[] NONE = {};

  private final double[] worst;
  private final int[] worstAt;
  private final DirectionalLoss[] down;
  private final DirectionalLoss[] up;
  private final UnderlyingIndex index;
  private final double square;
  private final double sum;
  private final int largest;

  CorrelationAggregate(double[][] gains, double[] worst, int[] worstAt, UnderlyingIndex index) {
    this.worst = worst;
    this.worstAt = worstAt;
    this.index = index;
    down = worst.length > 1 ? new DirectionalLoss[worst.length] : NONE;
    up = worst.length > 1 ? new DirectionalLoss[worst.length] : NONE;
    double total = 0;
    double squares = 0;
    int most = -1;
    for (int u = 0; u < worst.length; u++) {
      if (worst.length > 1) {
        down[u] = DirectionalLoss.of(gains[u], index.grid(u), -1, worstAt[u]);
        up[u] = DirectionalLoss.of(gains[u], index.grid(u), 1, worstAt[u]);
      }
      total += worst[u];
      squares += worst[u] * worst[u];
      if (worst[u] > 0 && (most < 0 || worst[u] > worst[most])) {
        most = u;
      }
      for (int w = 0; w < u; w++) {
        squares += 2 * pair(w, u);
      }
    }
    sum = total;
    square = squares;
    largest = most;
  }

  private double pair(int w, int u) {
    if (!index.correlated(w, u)) {
      return worst[w] * worst[u];
    }
    double rho = index.correlation(w, u);
    return Math.abs(rho)
        * Math.max(
            product(down[w], rho < 0 ? up[u] : down[u]), product(up[w], rho < 0 ? down[u] : up[u]));
  }

  private static double product(DirectionalLoss one, DirectionalLoss other) {
    return loses(one, other) ? one.value() * other.value() : 0;
  }

  private static boolean loses(DirectionalLoss one, DirectionalLoss other) {
    return one.value() > 0 || other.value() > 0;
  }

  private double floor(OffsetRules rules) {
    return largest < 0 ? 0 : rules.floorShare() * worst[largest];
  }

  /** The aggregate, USD. */
  double value(OffsetRules rules) {
    if (worst.length == 1) {
      return sum;
    }
    return Math.min(sum, Math.max(floor(rules), Math.sqrt(Math.max(0, square))));
  }

  /**
   * Derivative of the value by the loss of each underlying in each scenario. Where an underlying's
   * positions cancel, the root is the sum, and changes on either side as the root does.
   */
  double[][] gradient(OffsetRules rules) {
    double[][] gradient = index.zeroGains();
    double root = Math.sqrt(Math.max(0, square));
    if (worst.length == 1 || root > sum) {
      addWorst(gradient);
    } else if (root <= floor(rules)) {
      gradient[largest][worstAt[largest]] = rules.floorShare();
    } else {
      for (int u = 0; u < worst.length; u++) {
        if (worstAt[u] >= 0) {
          gradient[u][worstAt[u]] += worst[u] / root;
        }
        for (int w = 0; w < u; w++) {
          addPair(gradient, w, u, 1 / root);
        }
      }
    }
    return gradient;
  }

  private void addWorst(double[][] gradient) {
    for (int u = 0; u < worst.length; u++) {
      if (worstAt[u] >= 0) {
        gradient[u][worstAt[u]] += 1;
      }
    }
  }

  private void addPair(double[][] gradient, int w, int u, double scale) {
    if (!index.correlated(w, u)) {
      if (worstAt[w] >= 0 && worstAt[u] >= 0) {
        gradient[w][worstAt[w]] += scale * worst[u];
        gradient[u][worstAt[u]] += scale * worst[w];
      }
      return;
    }
    double rho = index.correlation(w, u);
    DirectionalLoss withDown = rho < 0 ? up[u] : down[u];
    DirectionalLoss withUp = rho < 0 ? down[u] : up[u];
    if (isFlat(w)) {
      addFlat(gradient[w], down[w], up[w], withDown, withUp, scale * Math.abs(rho));
    } else if (isFlat(u)) {
      addFlat(gradient[u], withDown, withUp, down[w], up[w], scale * Math.abs(rho));
    } else {
      boolean isDown = product(down[w], withDown) >= product(up[w], withUp);
      DirectionalLoss one = isDown ? down[w] : up[w];
      DirectionalLoss other = isDown ? withDown : withUp;
      if (loses(one, other)) {
        one.addGradient(gradient[w], scale * Math.abs(rho) * other.value());
        other.addGradient(gradient[u], scale * Math.abs(rho) * one.value());
      }
    }
  }

  private boolean isFlat(int u) {
    return down[u].isFlat() && up[u].isFlat();
  }

  /** The mean of what a little more of either side would change, as for the basis. */
  private static void addFlat(
      double[] gradient,
      DirectionalLoss one,
      DirectionalLoss opposite,
      DirectionalLoss withOne,
      DirectionalLoss withOpposite,
      double scale) {
    addFlatSide(gradient, one, opposite, withOne.value(), withOpposite.value(), scale / 2);
    addFlatSide(gradient, opposite, one, withOpposite.value(), withOne.value(), scale / 2);
  }

  /** A little more of what loses in the direction of {@code losing}. */
  private static void addFlatSide(
      double[] gradient,
      DirectionalLoss losing,
      DirectionalLoss gaining,
      double withLosing,
      double withGaining,
      double scale) {
    if (withGaining > 0 && -withGaining > withLosing) {
      gaining.addGradient(gradient, scale * withGaining);
    } else if (withLosing > 0 || withGaining > 0) {
      losing.addGradient(gradient, scale * withLosing);
    }
  }
}
