package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.risk.margin.portfolio.hedge.Objective.CheapestMargin;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Trade after trade, the one that saves most requirement per cost. The size of each is where the
 * requirement and the cost together are least, found by golden section between selling and buying
 * the most: a requirement is convex in the size where nothing caps it.
 */
final class MarginDescent {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int SECTIONS = 60;

  private final NettedBook book;
  private final NettingRules rules;
  private final List<HedgeCandidate> candidates;
  private final List<PricedHolding> units;

  MarginDescent(
      NettedBook book,
      NettingRules rules,
      List<HedgeCandidate> candidates,
      List<PricedHolding> units) {
    this.book = book;
    this.rules = rules;
    this.candidates = candidates;
    this.units = units;
  }

  /** Units of each candidate to trade. */
  double[] quantities(CheapestMargin objective) {
    double[] quantities = new double[units.size()];
    double required = required(quantities, objective);
    for (int trade = 0; trade < objective.trades(); trade++) {
      int best = -1;
      double bestQuantity = 0;
      double bestRequired = required;
      double bestRatio = 0;
      for (int i = 0; i < quantities.length; i++) {
        double quantity = cheapest(i, quantities, objective);
        double left = required(with(quantities, i, quantity), objective);
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
  private double cheapest(int candidate, double[] quantities, CheapestMargin objective) {
    HedgeCandidate of = candidates.get(candidate);
    double low = -of.largest();
    double high = of.largest();
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double leftValue = value(candidate, left, quantities, objective);
    double rightValue = value(candidate, right, quantities, objective);
    for (int i = 0; i < SECTIONS; i++) {
      if (leftValue <= rightValue) {
        high = right;
        right = left;
        rightValue = leftValue;
        left = high - GOLDEN * (high - low);
        leftValue = value(candidate, left, quantities, objective);
      } else {
        low = left;
        left = right;
        leftValue = rightValue;
        right = low + GOLDEN * (high - low);
        rightValue = value(candidate, right, quantities, objective);
      }
    }
    return of.tradable((low + high) / 2);
  }

  private double value(
      int candidate, double quantity, double[] quantities, CheapestMargin objective) {
    return required(with(quantities, candidate, quantity), objective)
        + candidates.get(candidate).cost(quantity);
  }

  private static double[] with(double[] quantities, int at, double quantity) {
    double[] changed = quantities.clone();
    changed[at] = quantity;
    return changed;
  }

  private double required(double[] quantities, CheapestMargin objective) {
    List<PricedHolding> rows = new ArrayList<>(book.rows());
    for (int i = 0; i < quantities.length; i++) {
      if (quantities[i] != 0) {
        rows.add(units.get(i).withQuantity(quantities[i]));
      }
    }
    RequirementTotals totals = book.with(rows, rules).totals();
    return objective.perSet() ? totals.perSet().total() : totals.all().total();
  }
}
