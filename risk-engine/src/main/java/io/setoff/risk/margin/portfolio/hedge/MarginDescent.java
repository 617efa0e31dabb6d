package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Trade after trade, the one that saves most requirement per cost. The size of each is where the
 * requirement and the cost together are least, found by golden section around the best of a few
 * sizes between selling and buying the most: a requirement is convex in the size where nothing caps
 * it, and caps and floors make it flat.
 */
final class MarginDescent {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int SECTIONS = 44;
  private static final int SIZES = 16;

  private final HypotheticalBook book;
  private final List<HedgeCandidate> candidates;
  private final ToDoubleFunction<NettedBook> requirement;

  /**
   * A descent.
   *
   * @param requirement USD, of a book
   */
  MarginDescent(
      HypotheticalBook book,
      List<HedgeCandidate> candidates,
      ToDoubleFunction<NettedBook> requirement) {
    this.book = book;
    this.candidates = candidates;
    this.requirement = requirement;
  }

  /** Units of each candidate to trade, in at most so many trades. */
  double[] quantities(int trades) {
    double[] quantities = new double[candidates.size()];
    double required = required(quantities);
    for (int trade = 0; trade < trades; trade++) {
      int best = -1;
      double bestQuantity = 0;
      double bestRequired = required;
      double bestRatio = 0;
      for (int i = 0; i < quantities.length; i++) {
        double quantity = cheapest(i, quantities);
        double left = required(with(quantities, i, quantity));
        double cost = candidates.get(i).cost(quantity) - candidates.get(i).cost(quantities[i]);
        double saved = required - left;
        double ratio = cost > 0 ? saved / cost : Double.POSITIVE_INFINITY;
        if (saved > Math.max(0, cost)
            && (ratio > bestRatio || (ratio == bestRatio && left < bestRequired))) {
          best = i;
          bestQuantity = quantity;
          bestRequired = left;
          bestRatio = ratio;
        }
      }
      if (best < 0) {
        break;
      }
      quantities[best] = bestQuantity;
      required = bestRequired;
    }
    return quantities;
  }

  /** The tradable quantity of a candidate with the least requirement and cost, others fixed. */
  private double cheapest(int candidate, double[] quantities) {
    HedgeCandidate of = candidates.get(candidate);
    double step = of.largest() / (SIZES / 2);
    double around = 0;
    double least = value(candidate, around, quantities);
    for (int i = -SIZES / 2; i <= SIZES / 2; i++) {
      double value = value(candidate, i * step, quantities);
      if (value < least) {
        least = value;
        around = i * step;
      }
    }
    return of.tradable(
        goldenSection(
            candidate,
            Math.max(-of.largest(), around - step),
            Math.min(of.largest(), around + step),
            quantities));
  }

  private double goldenSection(int candidate, double from, double to, double[] quantities) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double leftValue = value(candidate, left, quantities);
    double rightValue = value(candidate, right, quantities);
    for (int i = 0; i < SECTIONS; i++) {
      if (leftValue <= rightValue) {
        high = right;
        right = left;
        rightValue = leftValue;
        left = high - GOLDEN * (high - low);
        leftValue = value(candidate, left, quantities);
      } else {
        low = left;
        left = right;
        leftValue = rightValue;
        right = low + GOLDEN * (high - low);
        rightValue = value(candidate, right, quantities);
      }
    }
    return (low + high) / 2;
  }

  private double value(int candidate, double quantity, double[] quantities) {
    return required(with(quantities, candidate, quantity))
        + candidates.get(candidate).cost(quantity);
  }

  private static double[] with(double[] quantities, int at, double quantity) {
    double[] changed = quantities.clone();
    changed[at] = quantity;
    return changed;
  }

  private double required(double[] quantities) {
    return requirement.applyAsDouble(book.with(quantities));
  }
}
