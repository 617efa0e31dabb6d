package io.setoff.risk.margin.venue;

import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.SrmParameters.OptionRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of one expiry under {@link Srm}: what short ones need each for itself, or the largest
 * loss at settlement, whichever is less.
 *
 * <p>Source: derivexyz/v2-core, {@code StandardManager._calcNetBasicMarginSingleExpiry} and {@code
 * _getIsolatedMargin}. Marks are not discounted.
 */
final class SrmExpiry {
  /** Share of gross calls below which net ones are what rounding left. */
  private static final double ROUNDING = 1e-14;

  private final List<NetOptionPosition> options;
  private final OptionRules rules;
  private final double spot;
  private final double markToMarket;
  private final double netCalls;
  private final SortedMap<Double, Double> payoffs;

  /**
   * The options of one expiry.
   *
   * @param options in the order of strikes
   */
  SrmExpiry(List<NetOptionPosition> options, OptionRules rules, double spot) {
    this.options = options;
    this.rules = rules;
    this.spot = spot;
    double mark = 0;
    double calls = 0;
    double grossCalls = 0;
    for (NetOptionPosition option : options) {
      mark += option.quantity() * option.price();
      calls += option.isCall() ? option.quantity() : 0;
      grossCalls += option.isCall() ? Math.abs(option.quantity()) : 0;
    }
    this.markToMarket = mark;
    this.netCalls = Math.abs(calls) <= ROUNDING * grossCalls ? 0 : calls;
    this.payoffs = payoffs(options);
  }

  /**
   * What the options pay by settlement price, at 0 and at every strike. It is a straight line in
   * between: from strike to strike it grows by its slope.
   */
  private static SortedMap<Double, Double> payoffs(List<NetOptionPosition> options) {
    double payoff = 0;
    double slope = 0;
    for (NetOptionPosition option : options) {
      payoff += option.quantity() * option.intrinsic(0);
      slope -= option.isCall() ? 0 : option.quantity();
    }
    SortedMap<Double, Double> payoffs = new TreeMap<>();
    payoffs.put(0.0, payoff);
    double price = 0;
    for (NetOptionPosition option : options) {
      double strike = option.option().strike();
      payoff += slope * (strike - price);
      slope += option.quantity();
      price = strike;
      payoffs.put(strike + 0.0, payoff);
    }
    return payoffs;
  }

  double markToMarket() {
    return markToMarket;
  }

  /** What the expiry gains on its mark at each settlement price: 0 and all strikes. */
  List<ScenarioGain> gains(Instant expiry) {
    List<ScenarioGain> gains = new ArrayList<>();
    payoffs.forEach(
        (price, payoff) ->
            gains.add(
                new ScenarioGain("settles " + expiry + " at " + price, payoff - markToMarket)));
    return gains;
  }

  /** What the expiry requires beyond its mark: per unit of each option, in their order. */
  double[] requirement(boolean initial) {
    double[] isolated = isolated(initial);
    double[] largestLoss = largestLoss(initial);
    return total(isolated) <= total(largestLoss) ? isolated : largestLoss;
  }

  /** The sum over options of quantity times {@code perUnit}. */
  double total(double[] perUnit) {
    double sum = 0;
    for (int i = 0; i < perUnit.length; i++) {
      sum += options.get(i).quantity() * perUnit[i];
    }
    return sum;
  }

  /** An option held counts for nothing: its whole mark is required. */
  private double[] isolated(boolean initial) {
    double[] perUnit = new double[options.size()];
    for (int i = 0; i < perUnit.length; i++) {
      NetOptionPosition option = options.get(i);
      perUnit[i] = option.quantity() < 0 ? option.price() - owed(option, initial) : option.price();
    }
    return perUnit;
  }

  /** Cash that one unit of an owed option needs. */
  private double owed(NetOptionPosition option, boolean initial) {
    double need = option.isCall() ? call(option, initial) : put(option, initial);
    return option.isValued() ? need : Math.max(need, option.bound());
  }

  private double call(NetOptionPosition option, boolean initial) {
    return option.price() + spot * (initial ? initialShare(option) : rules.maintenanceCall());
  }

  private double put(NetOptionPosition option, boolean initial) {
    double price = option.price();
    double maintenance =
        price + Math.max(rules.maintenancePut() * spot, rules.maintenancePutMark() * price);
    return initial
        ? Math.max(price + spot * initialShare(option), maintenance * rules.putOffset())
        : maintenance;
  }

  private double initialShare(NetOptionPosition option) {
    double strike = option.option().strike();
    double outOfTheMoney = Math.max(0, (option.isCall() ? strike - spot : spot - strike) / spot);
    return Math.max(rules.leastSpot(), rules.mostSpot() - outOfTheMoney);
  }

  /** At the price with the lowest payoff, of equals the lowest price; a gain counts as nothing. */
  private double[] largestLoss(boolean initial) {
    Map.Entry<Double, Double> worst =
        payoffs.entrySet().stream()
            .reduce((x, y) -> y.getValue() < x.getValue() ? y : x)
            .orElseThrow();
    double unpaired = initial ? rules.initialUnpaired() : rules.maintenanceUnpaired();
    double[] perUnit = new double[options.size()];
    for (int i = 0; i < perUnit.length; i++) {
      NetOptionPosition option = options.get(i);
      perUnit[i] = option.price();
      if (worst.getValue() < 0) {
        perUnit[i] -= option.intrinsic(worst.getKey());
      }
      if (netCalls < 0 && option.isCall()) {
        perUnit[i] -= unpaired * option.forward();
      }
    }
    return perUnit;
  }
}
