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
    leastVolatilities = tiling.lay(least);
    volatilityFactors = tiling.lay(factors);
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

  /** Writes an option after the moves of a tile into a batch, from an index of both on. */
  void fill(Row row, int tile, OptionBatch batch, int from) {
    fill(
        row,
        underlying.factorsOf(tile),
        underlying.logarithmsOf(tile),
        leastVolatilities[tile],
        volatilityFactors[tile],
        batch,
        from,
        from + tiling.length(tile));
    int first = tile * tiling.width();
    for (int move : otherMoves) {
      if (move >= first && move < first + tiling.length(tile)) {
        double shocked =
            Quotes.shocked(
                underlying.shock(move),
                row.volatility,
                forward * underlying.factor(move),
                row.option,
                years);
        batch.deviation[from + move - first] = Black76.signedDeviation(shocked, row.root);
      }
    }
  }

  private static void fill(
      Row row,
      double[] factors,
      double[] logarithms,
      double[] leastVolatilities,
      double[] volatilityFactors,
      OptionBatch batch,
      int from,
      int to) {
    double[] forward = batch.forward;
    double[] strike = batch.strike;
    double[] logarithm = batch.logarithm;
    double[] deviation = batch.deviation;
    for (int i = from; i < to; i++) {
      forward[i] = row.forward * factors[i];
      strike[i] = row.strike;
      logarithm[i] = row.logarithm + logarithms[i];
      deviation[i] =
          Math.max(leastVolatilities[i], row.volatility * volatilityFactors[i]) * row.root;
    }
  }
}
