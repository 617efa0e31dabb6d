package io.setoff.risk.margin;

import io.setoff.risk.margin.MarginResult.ScenarioGain;
import io.setoff.risk.margin.SrmParameters.OptionRules;
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
  private final List<OptionPosition> options;
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
  SrmExpiry(List<OptionPosition> options, OptionRules rules, double spot) {
    this.options = options;
    this.rules = rules;
    this.spot = spot;
    double mark = 0;
    double calls = 0;
    for (OptionPosition option : options) {
      mark += mark(option);
      calls += option.isCall() ? option.quantity() : 0;
    }
    this.markToMarket = mark;
    this.netCalls = calls;
    this.payoffs = payoffs(options);
  }

  /**
   * What the options pay by settlement price, at 0 and at every strike. It is a straight line in
   * between: from strike to strike it grows by its slope.
   */
  private static SortedMap<Double, Double> payoffs(List<OptionPosition> options) {
    double payoff = 0;
    double slope = 0;
    for (OptionPosition option : options) {
      payoff += option.quantity() * option.intrinsic(0);
      slope -= option.isCall() ? 0 : option.quantity();
    }
    SortedMap<Double, Double> payoffs = new TreeMap<>();
    payoffs.put(0.0, payoff);
    double price = 0;
    for (OptionPosition option : options) {
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

  /** What the expiry requires beyond its mark: the part of each option, in their order. */
  double[] requirement(boolean initial) {
    double[] isolated = isolated(initial);
    double[] largestLoss = largestLoss(initial);
    return sum(isolated) <= sum(largestLoss) ? isolated : largestLoss;
  }

  static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  private double[] isolated(boolean initial) {
    double[] parts = new double[options.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = mark(options.get(i)) - isolated(options.get(i), initial);
    }
    return parts;
  }

  /** Cash that one position needs, as a negative number. */
  private double isolated(OptionPosition option, boolean initial) {
    if (option.quantity() >= 0) {
      return 0;
    }
    double margin = option.isCall() ? call(option, initial) : put(option, initial);
    return option.isValued() ? margin : Math.min(margin, option.quantity() * option.bound());
  }

  private double call(OptionPosition option, boolean initial) {
    double perUnit =
        initial
            ? Math.max(rules.leastSpot(), rules.mostSpot() - outOfTheMoney(option))
            : rules.maintenanceCall();
    return mark(option) + perUnit * spot * option.quantity();
  }

  private double put(OptionPosition option, boolean initial) {
    double mark = mark(option);
    double maintenance =
        mark
            + Math.min(
                rules.maintenancePut() * spot * option.quantity(),
                rules.maintenancePutMark() * mark);
    if (!initial) {
      return maintenance;
    }
    double perUnit = Math.max(rules.leastSpot(), rules.mostSpot() - outOfTheMoney(option));
    return Math.min(mark + perUnit * spot * option.quantity(), maintenance * rules.putOffset());
  }

  private double outOfTheMoney(OptionPosition option) {
    double strike = option.option().strike();
    return Math.max(0, (option.isCall() ? strike - spot : spot - strike) / spot);
  }

  /** At the price with the lowest payoff, of equals the lowest price; a gain counts as nothing. */
  private double[] largestLoss(boolean initial) {
    Map.Entry<Double, Double> worst =
        payoffs.entrySet().stream()
            .reduce((x, y) -> y.getValue() < x.getValue() ? y : x)
            .orElseThrow();
    double unpaired = initial ? rules.initialUnpaired() : rules.maintenanceUnpaired();
    double[] parts = new double[options.size()];
    for (int i = 0; i < parts.length; i++) {
      OptionPosition option = options.get(i);
      parts[i] = mark(option);
      if (worst.getValue() < 0) {
        parts[i] -= option.quantity() * option.intrinsic(worst.getKey());
      }
      if (netCalls < 0 && option.isCall()) {
        parts[i] -= option.quantity() * unpaired * option.forward();
      }
    }
    return parts;
  }

  private static double mark(OptionPosition option) {
    return option.quantity() * option.price();
  }
}
