package io.setoff.risk.margin.portfolio.rules;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What doubt of a price and a lost peg add, as a share of the net value of an underlying.
 *
 * <p>Source of form and values: Derive, {@code PMRMLib_2._getNetMarginAndMarkToMarket} and its
 * mainnet parameters (confidence 0.55 and 1, peg 0.99 and 4).
 *
 * @param confidenceThreshold below it a price is doubted, 0 to 1
 * @param confidenceFactor {@code (1 - confidence) * factor} is added for a doubted price
 * @param pegs underlyings that should be worth a fixed amount, USD
 * @param pegThreshold share of the peg below which it is lost
 * @param pegFactor {@code (threshold - price / peg) * factor} is added for a lost peg
 */
public record OracleRules(
    double confidenceThreshold,
    double confidenceFactor,
    SortedMap<UnderlyingId, Double> pegs,
    double pegThreshold,
    double pegFactor) {
  private static final double LARGEST = 100;

  /** Derive's values, and no pegs. */
  public static final OracleRules USUAL =
      new OracleRules(0.55, 1, Collections.emptySortedMap(), 0.99, 4);

  public OracleRules {
    pegs = Collections.unmodifiableSortedMap(new TreeMap<>(pegs));
  }

  void check(String field) {
    Require.within(field + ".confidence_threshold", confidenceThreshold, 0, 1);
    Require.within(field + ".confidence_factor", confidenceFactor, 0, LARGEST);
    pegs.forEach((underlying, peg) -> Require.positive(field + ".pegs[" + underlying + "]", peg));
    Require.within(field + ".peg_threshold", pegThreshold, 0, 1);
    Require.within(field + ".peg_factor", pegFactor, 0, LARGEST);
  }
}
