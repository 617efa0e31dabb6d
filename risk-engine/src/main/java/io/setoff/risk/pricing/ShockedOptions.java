package io.setoff.risk.pricing;

import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.OptionType;
import java.util.Arrays;

/**
 * Prices options after the same moves of their forwards, each option with volatilities of its own:
 * what {@link Black76#price} says, to the bit, many at once. For one thread.
 */
public final class ShockedOptions {
  private final double largestFactor;
  private final Tiling tiling;
  private final OptionRows rows;
  private final double[][] factors;
  private final double[][] logarithms;
  private final double[][] zeros;

  /**
   * A pricer of some moves.
   *
   * @param forwardFactors by move: what it multiplies the forward with, at least 0
   */
  public ShockedOptions(double[] forwardFactors) {
    largestFactor = Arrays.stream(forwardFactors).max().orElse(0);
    tiling = Tiling.of(forwardFactors.length);
    rows = new OptionRows(OptionKernels.best(), tiling);
    factors = tiling.cut(forwardFactors);
    logarithms = tiling.cut(Arrays.stream(forwardFactors).map(Black76::logarithm).toArray());
    zeros = tiling.cut(new double[forwardFactors.length]);
  }

  /**
   * Adds an option.
   *
   * @param forward before any move, USD
   * @param logMoneyness of it, see {@link Black76#logMoneyness}
   * @param volatilities by move, per square root of a year
   * @param years to expiry
   * @param prices receives the undiscounted price after each move, USD, at the latest in {@link
   *     #flush}
   * @throws io.setoff.risk.input.InvalidRiskInputException when a number cannot be used
   */
  public void add(
      EuropeanOption option,
      double forward,
      double logMoneyness,
      double[] volatilities,
      double years,
      double[] prices) {
    Black76.checkTerms(option.strike(), years);
    Black76.checkForward(forward * largestFactor);
    double root = Math.sqrt(years);
    double[] deviations = new double[volatilities.length];
    for (int move = 0; move < deviations.length; move++) {
      Black76.checkVolatility(volatilities[move]);
      deviations[move] = Black76.deviation(volatilities[move], root);
    }
    boolean call = option.type() == OptionType.CALL;
    double[][] tiles = tiling.cut(deviations);
    rows.add(
        (row, tile) ->
            new MovedTile(
                tiling.length(tile), factors[tile], logarithms[tile], tiles[tile], zeros[tile]),
        new OptionRow(option, call, forward, option.strike(), logMoneyness, 0, root, 0),
        prices);
  }

  /** Writes the prices of all options that were added. */
  public void flush() {
    rows.flush();
  }
}
