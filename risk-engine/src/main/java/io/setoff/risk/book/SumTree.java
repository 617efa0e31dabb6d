package io.setoff.risk.book;

import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gains of a netting set with many positions as a tree of sums: of up to 64 positions, of up to
 * 64 of these sums, and so on to the sum of all. A changed position changes one sum per level, and
 * the total has the same bits as if all had been summed anew.
 */
final class SumTree {
  /** Positions, or sums of the level below, in a sum. */
  static final int FAN = 64;

  private final PositionBook book;
  private final ScenarioMatrix matrix;
  private final int first;
  private final int end;

  /** By level, from sums of positions to the one sum of all; by sum; by move. */
  private final List<double[][]> levels = new ArrayList<>();

  /** A tree of the positions from {@code first} to before {@code end}, without sums yet. */
  SumTree(PositionBook book, ScenarioMatrix matrix, int first, int end) {
    this.book = book;
    this.matrix = matrix;
    this.first = first;
    this.end = end;
    int size = end - first;
    do {
      size = Math.ceilDiv(size, FAN);
      levels.add(new double[size][matrix.moves()]);
    } while (size > 1);
  }

  /** The gains of the whole, one per move. */
  double[] total() {
    return levels.getLast()[0];
  }

  void sumAll() {
    for (int level = 0; level < levels.size(); level++) {
      for (int sum = 0; sum < levels.get(level).length; sum++) {
        sum(level, sum);
      }
    }
  }

  /** Follows a change of one position. */
  void update(int position) {
    int sum = position - first;
    for (int level = 0; level < levels.size(); level++) {
      sum /= FAN;
      sum(level, sum);
    }
  }

  private void sum(int level, int sum) {
    double[] gains = levels.get(level)[sum];
    Arrays.fill(gains, 0);
    if (level == 0) {
      int from = first + sum * FAN;
      addPositions(book, matrix, from, Math.min(end, from + FAN), gains);
    } else {
      double[][] below = levels.get(level - 1);
      int from = sum * FAN;
      for (int i = from; i < Math.min(below.length, from + FAN); i++) {
        for (int move = 0; move < gains.length; move++) {
          gains[move] += below[i][move];
        }
      }
    }
  }

  /** Adds what positions gain, in their order. */
  static void addPositions(
      PositionBook book, ScenarioMatrix matrix, int from, int end, double[] gains) {
    for (int position = from; position < end; position++) {
      matrix.add(book.instrument(position), book.quantity(position), gains);
    }
  }
}
