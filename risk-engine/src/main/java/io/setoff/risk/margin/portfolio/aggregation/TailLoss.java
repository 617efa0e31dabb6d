package io.setoff.risk.margin.portfolio.aggregation;

import java.util.Arrays;

/**
 * Expected shortfall of equally likely gains: the mean of the worst share {@code 1 - confidence} of
 * n of them, {@code (sum of the floor(n(1-a)) largest losses + the fraction of the next) /
 * (n(1-a))} (risk-methodology R5; Acerbi and Tasche, On the coherence of expected shortfall, 2002).
 */
final class TailLoss {
  private TailLoss() {}

  /** The expected shortfall, USD; negative when even the tail gains. */
  static double expectedShortfall(double[] gains, double confidence) {
    double count = gains.length * (1 - confidence);
    int whole = (int) count;
    double[] tail = largestLosses(gains, whole + 1);
    double sum = 0;
    for (int i = 0; i < whole; i++) {
      sum += tail[i];
    }
    return (sum + (count - whole) * tail[whole]) / count;
  }

  /**
   * Weight of each gain in the expected shortfall: it is {@code -sum(weight * gain)}. Of equal
   * losses the first counts.
   */
  static double[] weights(double[] gains, double confidence) {
    double count = gains.length * (1 - confidence);
    int whole = (int) count;
    double last = largestLosses(gains, whole + 1)[whole];
    double[] weights = new double[gains.length];
    double left = count;
    for (int i = 0; i < gains.length; i++) {
      if (-gains[i] > last) {
        weights[i] = 1 / count;
        left -= 1;
      }
    }
    for (int i = 0; i < gains.length && left > 0; i++) {
      if (-gains[i] == last) {
        weights[i] = Math.min(1, left) / count;
        left -= 1;
      }
    }
    return weights;
  }

  /** The largest losses, the largest first. A heap whose root is the least of those kept. */
  private static double[] largestLosses(double[] gains, int kept) {
    double[] heap = new double[kept];
    for (int i = 0; i < kept; i++) {
      heap[i] = -gains[i];
    }
    Arrays.sort(heap);
    for (int i = kept; i < gains.length; i++) {
      if (-gains[i] > heap[0]) {
        replaceRoot(heap, -gains[i]);
      }
    }
    Arrays.sort(heap);
    for (int i = 0; i < kept / 2; i++) {
      double swapped = heap[i];
      heap[i] = heap[kept - 1 - i];
      heap[kept - 1 - i] = swapped;
    }
    return heap;
  }

  private static void replaceRoot(double[] heap, double value) {
    int at = 0;
    while (2 * at + 1 < heap.length) {
      int child = 2 * at + 1;
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = value;
  }
}
