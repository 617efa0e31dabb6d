package io.setoff.risk.pricing;

import io.setoff.risk.Require;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolShock.Exponential;
import io.setoff.risk.market.VolShock.Relative;
import io.setoff.risk.market.VolShock.Same;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The options of one underlying and expiry in every move of a grid. */
final class MovedExpiry {
  private final MovedUnderlying underlying;
  private final UnderlyingMarket market;
  private final Tiling tiling;
  private final double years;
  private final double forward;
  private final double discount;

  /** By tile and move: a volatility is at least this, */
  private final double[][] leastVolatilities;

  /** and this times the one before any move. */
  private final double[][] volatilityFactors;

  /** Moves of which this does not hold: what they do depends on more than the expiry. */
  private final int[] otherMoves;

  MovedExpiry(
      MovedUnderlying underlying,
      Quotes quotes,
      UnderlyingMarket market,
      Instant expiry,
      Tiling tiling) {
    this.underlying = underlying;
    this.market = market;
    this.tiling = tiling;
    years = quotes.years(expiry);
    forward = Quotes.forward(market, expiry);
    discount = Quotes.discount(market, expiry, years);
    double[] least = new double[tiling.moves()];
    double[] factors = new double[tiling.moves()];
    otherMoves = moveVolatilities(least, factors);
    leastVolatilities = tiling.cut(least);
    volatilityFactors = tiling.cut(factors);
  }

  private int[] moveVolatilities(double[] least, double[] factors) {
    int[] others = new int[factors.length];
    int count = 0;
    @Nullable Relative last = null;
    double multiple = 1;
    @Nullable Exponential lastExponential = null;
    double multipleOfExponential = 1;
    Arrays.fill(least, Black76.LEAST);
    for (int move = 0; move < factors.length; move++) {
      switch (underlying.shock(move)) {
        case Same same -> factors[move] = 1;
        case Relative relative -> {
          if (last == null || !relative.sameMultiple(last)) {
            multiple = relative.multiple(years);
            last = relative;
          }
          factors[move] = Require.notNegative("vol_shock.change", relative.factor(multiple));
          least[move] =
              Math.max(Black76.LEAST, Require.finite("vol_shock.floor", relative.floor()));
        }
        case Exponential exponential -> {
          if (lastExponential == null || !exponential.sameMultiple(lastExponential)) {
            multipleOfExponential = exponential.multiple(years);
            lastExponential = exponential;
          }
          factors[move] =
              Require.notNegative("vol_shock.exponent", exponential.factor(multipleOfExponential));
        }
        default -> others[count++] = move;
      }
    }
    return Arrays.copyOf(others, count);
  }

  /**
   * An option before any move.
   *
   * @param forward discounted, USD
   * @param strike discounted, USD
   * @param root square root of time, negative for a put
   * @param logarithm of forward to strike
   * @param value USD
   */
  record Row(
      EuropeanOption option,
      double forward,
      double strike,
      double volatility,
      double root,
      double logarithm,
      double value) {}

  Row row(EuropeanOption option) {
    double volatility = Quotes.volatility(market, option, forward, years);
    double root = Black76.signedRoot(option.type(), years);
    double logarithm = Black76.logarithm(forward, option.strike());
    double discountedForward = forward * discount;
    double discountedStrike = option.strike() * discount;
    double value =
        Black76.price(
            discountedForward,
            discountedStrike,
            logarithm,
            Black76.signedDeviation(volatility, root));
    return new Row(
        option,
        discountedForward,
        discountedStrike,
        volatility,
        root,
        logarithm,
        Quotes.finite(value, option));
  }

  /** Writes an option after the moves of a tile into a batch. */
  void fill(Row row, int tile, OptionBatch batch) {
    int length = tiling.length(tile);
    Arrays.fill(batch.strike, 0, length, row.strike);
    multiply(row.forward, underlying.factorsOf(tile), batch.forward, length);
    add(row.logarithm, underlying.logarithmsOf(tile), batch.logarithm, length);
    deviations(row, leastVolatilities[tile], volatilityFactors[tile], batch.deviation, length);
    int first = tiling.first(tile);
    for (int move : otherMoves) {
      if (move >= first && move < first + length) {
        double shocked =
            Quotes.shocked(
                underlying.shock(move),
                row.volatility,
                forward * underlying.factor(move),
                row.option,
                years);
        batch.deviation[move - first] = Black76.signedDeviation(shocked, row.root);
      }
    }
  }

  // A loop for each array, over the same indices of all: the compiler vectorises no others.

  private static void multiply(double forward, double[] factors, double[] moved, int length) {
    for (int i = 0; i < length; i++) {
      moved[i] = forward * factors[i];
    }
  }

  private static void add(double logarithm, double[] logarithms, double[] moved, int length) {
    for (int i = 0; i < length; i++) {
      moved[i] = logarithm + logarithms[i];
    }
  }

  private static void deviations(
      Row row, double[] least, double[] factors, double[] deviations, int length) {
    for (int i = 0; i < length; i++) {
      deviations[i] = Math.max(least[i], row.volatility * factors[i]) * row.root;
    }
  }
}
