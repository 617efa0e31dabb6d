package io.setoff.risk.valueatrisk;

import io.setoff.risk.input.Require;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Value at risk and expected shortfall of n equally likely gains. Losses are positive; a negative
 * value at risk is a gain.
 *
 * <p>Value at risk at confidence a is the k-th largest loss, k = ceil(n (1 - a)). Expected
 * shortfall is the sum of the floor(n (1 - a)) largest losses and of the next one times the
 * fraction that is left, over n (1 - a).
 *
 * @param valueAtRisk USD
 * @param valueAtRiskError standard error: half the distance of the losses one binomial standard
 *     deviation of rank above and below
 * @param valueAtRiskLow lower end of the 95 % interval of ranks
 * @param valueAtRiskHigh upper end; at most the largest loss, however few losses there are
 * @param expectedShortfall USD, at its own confidence
 * @param expectedShortfallError standard error (Manistre and Hancock, Variance of the CTE
 *     estimator, North American Actuarial Journal 9 (2005) 129-156)
 * @param tail the moves that expected shortfall is the mean of, the largest loss first; of equal
 *     losses the earlier move
 */
public record TailRisk(
    double valueAtRisk,
    double valueAtRiskError,
    double valueAtRiskLow,
    double valueAtRiskHigh,
    double expectedShortfall,
    double expectedShortfallError,
    List<TailMove> tail) {
  /** Standard deviations on each side of a 95 % interval. */
  private static final double NORMAL_975 = 1.959963984540054;

  public TailRisk {
    tail = List.copyOf(tail);
  }

  /**
   * A move of the tail.
   *
   * @param move number of the move
   * @param loss USD
   * @param weight share in expected shortfall; all weights sum to 1
   */
  public record TailMove(int move, double loss, double weight) {}

  /**
   * The risk of {@code gains}.
   *
   * @param varConfidence as 0.99
   * @param shortfallConfidence as 0.975
   */
  public static TailRisk of(GainVector gains, double varConfidence, double shortfallConfidence) {
    int n = gains.size();
    Require.that(n > 0, "gains", "must not be empty");
    for (int move = 0; move < n; move++) {
      Require.finite("gains[" + move + "]", gains.get(move));
    }
    Require.within("var_confidence", varConfidence, 0, Math.nextDown(1.0));
    Require.within("shortfall_confidence", shortfallConfidence, 0, Math.nextDown(1.0));
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(gains::get).thenComparing(Comparator.naturalOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] losses = new double[n];
    for (int rank = 0; rank < n; rank++) {
      losses[rank] = 0.0 - gains.get(order[rank]);
    }
    int k = rank(n, varConfidence);
    double spread = Math.sqrt(n * varConfidence * (1 - varConfidence));
    List<TailMove> tail = tail(order, losses, shortfallConfidence);
    double shortfall = 0;
    for (TailMove move : tail) {
      shortfall += move.weight() * move.loss();
    }
    return new TailRisk(
        losses[k - 1],
        (atRank(losses, k - spread) - atRank(losses, k + spread)) / 2,
        atRank(losses, k + NORMAL_975 * spread),
        atRank(losses, k - NORMAL_975 * spread),
        shortfall,
        shortfallError(losses, tail, shortfall, shortfallConfidence),
        tail);
  }

  /** n (1 - confidence) of the confidence as it is written: 10,000 times 0.01 is 100. */
  private static BigDecimal tailSize(int n, double confidence) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(confidence)).multiply(BigDecimal.valueOf(n));
  }

  private static int rank(int n, double confidence) {
    return tailSize(n, confidence).setScale(0, RoundingMode.CEILING).intValueExact();
  }

  private static List<TailMove> tail(int[] order, double[] losses, double confidence) {
    double size = tailSize(losses.length, confidence).doubleValue();
    List<TailMove> tail = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tail.add(new TailMove(order[i], losses[i], Math.min(1, size - i) / size));
    }
    return tail;
  }

  /** The loss of a rank, counted from 1; between two ranks a straight line. */
  private static double atRank(double[] losses, double rank) {
    double place = Math.max(0, Math.min(losses.length - 1, rank - 1));
    int below = (int) place;
    int above = Math.min(losses.length - 1, below + 1);
    return losses[below] + (place - below) * (losses[above] - losses[below]);
  }

  private static double shortfallError(
      double[] losses, List<TailMove> tail, double shortfall, double confidence) {
    double variance = 0;
    for (TailMove move : tail) {
      double distance = move.loss() - shortfall;
      variance += move.weight() * distance * distance;
    }
    double excess = shortfall - losses[rank(losses.length, confidence) - 1];
    double size = tailSize(losses.length, confidence).doubleValue();
    return Math.sqrt((variance + confidence * excess * excess) / size);
  }
}
