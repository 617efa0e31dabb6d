package io.setoff.risk.pricing;

import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolShock.Exponential;
import io.setoff.risk.market.VolShock.Relative;
import io.setoff.risk.market.VolShock.Same;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The options of one underlying and expiry in every move of a grid. */
final class MovedExpiry implements MovedTiles {
  private final MovedUnderlying underlying;
  private final UnderlyingMarket market;
  private final Tiling tiling;
  private final double years;
  private final double forward;
  private final double root;
  private final double discount;

  private final MovedTile[] tiles;

  /** Moves whose volatility depends on more than the expiry. */
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
    root = Math.sqrt(years);
    forward = Quotes.forward(market, expiry);
    discount = Quotes.discount(market, expiry, years);
    double[] floors = new double[tiling.moves()];
    double[] factors = new double[tiling.moves()];
    otherMoves = moveVolatilities(floors, factors);
    double[][] leastTiles = leastDeviations(floors);
    double[][] factorTiles = tiling.cut(factors);
    tiles = new MovedTile[tiling.tiles()];
    for (int tile = 0; tile < tiles.length; tile++) {
      tiles[tile] =
          new MovedTile(
              tiling.length(tile),
              underlying.shocks.tiledFactors[tile],
              underlying.shocks.tiledLogarithms[tile],
              leastTiles[tile],
              factorTiles[tile]);
    }
  }

  /** Without floors those of the underlying, which stay in the cache from expiry to expiry. */
  private double[][] leastDeviations(double[] floors) {
    boolean isFloored = false;
    double[] least = new double[floors.length];
    for (int move = 0; move < least.length; move++) {
      least[move] = Black76.deviation(floors[move], root);
      isFloored |= floors[move] > 0;
    }
    return isFloored ? tiling.cut(least) : underlying.shocks.leastDeviations;
  }

  private int[] moveVolatilities(double[] floors, double[] factors) {
    int[] others = new int[factors.length];
    int count = 0;
    @Nullable Relative last = null;
    double multiple = 1;
    @Nullable Exponential lastExponential = null;
    double multipleOfExponential = 1;
    for (int move = 0; move < factors.length; move++) {
      switch (underlying.shocks.volatility(move)) {
        case Same same -> factors[move] = 1;
        case Relative relative -> {
          if (last == null || !relative.sameMultiple(last)) {
            multiple = relative.multiple(years);
            last = relative;
          }
          factors[move] =
              Require.within(
                  "vol_shock.change", relative.factor(multiple), 0, Black76.LARGEST_VOLATILITY);
          floors[move] =
              Require.within("vol_shock.floor", relative.floor(), 0, Black76.LARGEST_VOLATILITY);
        }
        case Exponential exponential -> {
          if (lastExponential == null || !exponential.sameMultiple(lastExponential)) {
            multipleOfExponential = exponential.multiple(years);
            lastExponential = exponential;
          }
          factors[move] =
              Require.within(
                  "vol_shock.exponent",
                  exponential.factor(multipleOfExponential),
                  0,
                  Black76.LARGEST_VOLATILITY);
        }
        default -> others[count++] = move;
      }
    }
    return Arrays.copyOf(others, count);
  }

  OptionRow row(EuropeanOption option) {
    double volatility = Quotes.volatility(market, option, forward, years);
    boolean call = option.type() == OptionType.CALL;
    double logarithm = Black76.logMoneyness(forward, option.strike());
    double discountedForward = forward * discount;
    double discountedStrike = option.strike() * discount;
    double value =
        Black76.price(
            call,
            discountedForward,
            discountedStrike,
            logarithm,
            Black76.deviation(volatility, root));
    return new OptionRow(
        option,
        call,
        discountedForward,
        discountedStrike,
        logarithm,
        volatility,
        root,
        Quotes.finite(value, option));
  }

  @Override
  public MovedTile tile(OptionRow row, int tile) {
    return otherMoves.length == 0 ? tiles[tile] : withOtherMoves(row, tile);
  }

  /** Where the factor is 0 the least deviation is the deviation. */
  private MovedTile withOtherMoves(OptionRow row, int tile) {
    MovedTile shared = tiles[tile];
    double[] deviations = shared.leastDeviations.clone();
    int first = tiling.first(tile);
    for (int move : otherMoves) {
      if (move >= first && move < first + shared.length) {
        double shocked =
            Quotes.shocked(
                underlying.shocks.volatility(move),
                row.volatility(),
                forward * underlying.factor(move),
                row.option(),
                years);
        deviations[move - first] = Black76.deviation(shocked, root);
      }
    }
    return shared.withLeastDeviations(deviations);
  }
}
