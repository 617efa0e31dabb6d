package io.setoff.risk.book;

import io.setoff.risk.input.Require;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * What every account of a book has to hold, over one matrix of scenarios.
 *
 * <p>The gains of a netting set are the sum of its positions' gains, scenario by scenario; a rule
 * makes a requirement of them. An account has to hold the sum over its netting sets: nothing
 * offsets between them.
 *
 * <p>The same book, matrix and rule give the same bits, on however many threads, and whether
 * calculated at once or followed change by change.
 */
public final class BookMargin {
  private final PositionBook book;
  private final ScenarioMatrix matrix;
  private final ScenarioRule rule;

  /** By netting set, USD. */
  private final double[] requirements;

  /** Of the netting sets with more positions than are summed anew at each change. */
  private final Map<Integer, SumTree> trees = new HashMap<>();

  private BookMargin(PositionBook book, ScenarioMatrix matrix, ScenarioRule rule) {
    this.book = book;
    this.matrix = matrix;
    this.rule = rule;
    requirements = new double[book.sets()];
    for (int set = 0; set < requirements.length; set++) {
      if (isLarge(set)) {
        trees.put(
            set, new SumTree(book, matrix, book.firstPosition(set), book.firstPosition(set + 1)));
      }
    }
  }

  /**
   * Calculates all accounts.
   *
   * @param executor runs the parts
   * @param parts number of parts of about the same number of positions, at least 1
   */
  public static BookMargin of(
      PositionBook book, ScenarioMatrix matrix, ScenarioRule rule, Executor executor, int parts) {
    Require.that(
        book.instruments() <= matrix.instruments(),
        "matrix",
        "must have every instrument of the book");
    BookMargin margin = new BookMargin(book, matrix, rule);
    CompletableFuture.allOf(
            IntStream.range(0, parts)
                .mapToObj(
                    part ->
                        CompletableFuture.runAsync(
                            () ->
                                margin.calculate(
                                    margin.boundary(part, parts), margin.boundary(part + 1, parts)),
                            executor))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    return margin;
  }

  /** What an account has to hold, USD. */
  public double requirement(int account) {
    double sum = 0;
    for (int set = book.firstSet(account); set < book.firstSet(account + 1); set++) {
      sum += requirements[set];
    }
    return sum;
  }

  /**
   * Follows a change of the quantity of a position.
   *
   * @return what its account has to hold now, USD
   */
  public double update(int position) {
    int set = book.setOf(position);
    if (isLarge(set)) {
      SumTree tree = tree(set);
      tree.update(position);
      requirements[set] = rule.requirement(tree.total());
    } else {
      calculate(set, set + 1);
    }
    return requirement(book.accountOf(position));
  }

  /** The first netting set of a part. */
  private int boundary(int part, int parts) {
    if (part == parts) {
      return book.sets();
    }
    int position = (int) ((long) book.positions() * part / parts);
    return position == 0 ? 0 : book.setOf(position);
  }

  private void calculate(int fromSet, int endSet) {
    double[] gains = new double[matrix.moves()];
    for (int set = fromSet; set < endSet; set++) {
      if (isLarge(set)) {
        SumTree tree = tree(set);
        tree.sumAll();
        requirements[set] = rule.requirement(tree.total());
      } else {
        Arrays.fill(gains, 0);
        SumTree.addPositions(
            book, matrix, book.firstPosition(set), book.firstPosition(set + 1), gains);
        requirements[set] = rule.requirement(gains);
      }
    }
  }

  private boolean isLarge(int set) {
    return book.firstPosition(set + 1) - book.firstPosition(set) > SumTree.FAN;
  }

  private SumTree tree(int set) {
    return Objects.requireNonNull(trees.get(set));
  }
}
