package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One underlying in every move of a grid: what its instruments share, calculated once. */
final class MovedUnderlying {
  private final Quotes quotes;
  private final UnderlyingId id;
  private final Tiling tiling;
  private final double spot;

  /** By move: what multiplies its prices. */
  private final double[] factors;

  private final VolShock[] shocks;
  private final double[][] tiledFactors;
  private final double[][] tiledLogarithms;
  private final double[][] leastDeviations;
  private final Map<Instant, MovedExpiry> expiries = new HashMap<>();

  MovedUnderlying(Quotes quotes, UnderlyingId id, List<MarketMove> moves, Tiling tiling) {
    this.quotes = quotes;
    this.id = id;
    this.tiling = tiling;
    spot = Require.notNegative("market[" + id + "].spot", quotes.spot(id));
    factors = new double[moves.size()];
    shocks = new VolShock[moves.size()];
    double[] logarithms = new double[moves.size()];
    for (int i = 0; i < factors.length; i++) {
      MarketMove move = moves.get(i);
      Shock shock = move.of(id);
      factors[i] = Quotes.factor(shock, move, id);
      boolean isSame = i > 0 && factors[i] == factors[i - 1];
      logarithms[i] = isSame ? logarithms[i - 1] : Black76.logarithm(factors[i]);
      shocks[i] = shock.volatility();
    }
    tiledFactors = tiling.cut(factors);
    tiledLogarithms = tiling.cut(logarithms);
    double[] least = new double[moves.size()];
    Arrays.fill(least, Black76.LEAST_DEVIATION);
    leastDeviations = tiling.cut(least);
  }

  /** USD per unit before any move. */
  double spot() {
    return spot;
  }

  double factor(int move) {
    return factors[move];
  }

  /** USD per unit after a move. */
  double price(int move) {
    return spot * factors[move];
  }

  VolShock shock(int move) {
    return shocks[move];
  }

  /** The factors of a tile. */
  double[] factorsOf(int tile) {
    return tiledFactors[tile];
  }

  /** The logarithms of the factors of a tile. */
  double[] logarithmsOf(int tile) {
    return tiledLogarithms[tile];
  }

  /** Deviations that stand for 0, tile by tile. */
  double[][] leastDeviations() {
    return leastDeviations;
  }

  MovedExpiry expiry(Instant expiry) {
    return expiries.computeIfAbsent(
        expiry, key -> new MovedExpiry(this, quotes, quotes.of(id), key, tiling));
  }
}
