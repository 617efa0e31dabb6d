package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion.Greeks;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion.State;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion.Trade;
import io.setoff.risk.margin.portfolio.hedge.Objective.CheapestMargin;
import io.setoff.risk.margin.portfolio.hedge.Objective.LeastRequired;
import io.setoff.risk.margin.portfolio.hedge.Objective.LeastVariance;
import io.setoff.risk.margin.portfolio.hedge.Objective.NeutralGreeks;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.requirement.PricedInstruments;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Finds trades for an objective (risk-methodology R10). */
public final class HedgeSearch {
  private static final double MICRO = 1e-6;

  private final List<HedgeCandidate> candidates;
  private final HypotheticalBook book;
  private final Sensitivities sensitivities;
  private final SortedMap<UnderlyingId, Greeks> held;
  private final List<SortedMap<UnderlyingId, Greeks>> greeks = new ArrayList<>();

  /**
   * A search among checked {@code candidates}, whose instruments are in {@code profiles} when they
   * have a price.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when a candidate has no price or the id
   *     of a holding
   */
  public HedgeSearch(
      NettedBook book,
      NettingRules rules,
      Map<AccountKey, AccountState> states,
      List<HedgeCandidate> candidates,
      PricedInstruments profiles) {
    this.candidates = List.copyOf(candidates);
    List<PricedHolding> units =
        candidates.stream().map(c -> PricedHolding.of(c.holding(), profiles)).toList();
    this.book = new HypotheticalBook(book, rules, states, units);
    sensitivities = new Sensitivities(profiles.context());
    held = sensitivities.of(book.rows());
    Set<String> ids = new HashSet<>(book.rows().stream().map(row -> row.holding().id()).toList());
    for (int i = 0; i < units.size(); i++) {
      String field = "candidates[" + i + "]";
      String id = candidates.get(i).holding().id();
      Require.that(ids.add(id), field + ".holding.id", "must be new, is " + id);
      Require.that(units.get(i).isPriceable(), field + ".holding.instrument", "must have a market");
      greeks.add(sensitivities.of(candidates.get(i).holding().instrument()));
    }
  }

  /** The trades for an objective. */
  public HedgeSuggestion suggest(Objective objective) {
    objective.check("objective");
    double[] quantities =
        switch (objective) {
          case LeastVariance least -> leastVariance();
          case NeutralGreeks neutral -> neutralGreeks(neutral);
          case CheapestMargin(int trades, boolean perSet) ->
              descent(book -> required(book.totals(), perSet)).quantities(trades);
          case LeastRequired(int trades) ->
              descent(variation -> book.required(variation).doubleValue() * MICRO)
                  .quantities(trades);
        };
    for (int i = 0; i < quantities.length; i++) {
      quantities[i] = candidates.get(i).tradable(quantities[i]);
    }
    State before = before();
    State after = state(quantities);
    List<Trade> trades = new ArrayList<>();
    double cost = 0;
    for (int i = 0; i < quantities.length; i++) {
      if (quantities[i] != 0) {
        double[] others = quantities.clone();
        others[i] = 0;
        HedgeCandidate candidate = candidates.get(i);
        Trade trade =
            new Trade(
                candidate.holding().withQuantity(quantities[i]),
                candidate.cost(quantities[i]),
                after.worseThan(state(others)));
        trades.add(trade);
        cost += trade.cost();
      }
    }
    return new HedgeSuggestion(trades, cost, before, after, after.worseThan(before));
  }

  private MarginDescent descent(ToDoubleFunction<NettedBook> required) {
    return new MarginDescent(book, candidates, required);
  }

  private static double required(RequirementTotals totals, boolean perSet) {
    return perSet ? totals.perSet().total() : totals.all().total();
  }

  /** The book without any trade. */
  public State before() {
    return state(new double[candidates.size()]);
  }

  private State state(double[] quantities) {
    NettedBook variation = book.with(quantities);
    SortedMap<UnderlyingId, Greeks> sum = new TreeMap<>(held);
    for (int i = 0; i < quantities.length; i++) {
      double quantity = quantities[i];
      if (quantity != 0) {
        greeks.get(i).forEach((u, unit) -> sum.merge(u, unit.times(quantity), Greeks::plus));
      }
    }
    double variance = Math.max(0, sensitivities.covariance(sum, sum));
    return new State(book.required(variation), variation.totals(), sum, Math.sqrt(variance));
  }

  /** {@code min (e + Hx)' Sigma (e + Hx)}: without limits {@code -(H'SH)^-1 H'S e}. */
  private double[] leastVariance() {
    int size = candidates.size();
    double[][] a = new double[size][size];
    double[] b = new double[size];
    for (int i = 0; i < size; i++) {
      b[i] = sensitivities.covariance(greeks.get(i), held);
      for (int j = 0; j < size; j++) {
        a[i][j] = sensitivities.covariance(greeks.get(i), greeks.get(j));
      }
    }
    return QuadraticProgram.solve(a, b, new double[size], limits());
  }

  /** {@code min sum of weight * greek^2 + cost}. */
  private double[] neutralGreeks(NeutralGreeks weights) {
    int size = candidates.size();
    double[][] a = new double[size][size];
    double[] b = new double[size];
    double[] cost = new double[size];
    for (int i = 0; i < size; i++) {
      cost[i] = candidates.get(i).costPerUnit();
      b[i] = 2 * product(weights, greeks.get(i), held);
      for (int j = 0; j < size; j++) {
        a[i][j] = 2 * product(weights, greeks.get(i), greeks.get(j));
      }
    }
    return QuadraticProgram.solve(a, b, cost, limits());
  }

  private static double product(
      NeutralGreeks weights,
      SortedMap<UnderlyingId, Greeks> one,
      SortedMap<UnderlyingId, Greeks> other) {
    double sum = 0;
    for (var entry : one.entrySet()) {
      Greeks first = entry.getValue();
      Greeks second = other.getOrDefault(entry.getKey(), Greeks.NONE);
      sum += weights.delta() * first.delta() * second.delta();
      sum += weights.gamma() * first.gamma() * second.gamma();
      sum += weights.vega() * first.vega() * second.vega();
    }
    return sum;
  }

  private double[] limits() {
    return candidates.stream().mapToDouble(HedgeCandidate::largest).toArray();
  }
}
