package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One underlying in every move of a grid: what its instruments share, calculated once. */
final class MovedUnderlying {
  /** What the moves do to it. */
  final PreparedShocks shocks;

  private final Quotes quotes;
  private final UnderlyingId id;
  private final Tiling tiling;
  private final double spot;
  private final Map<Instant, MovedExpiry> expiries = new HashMap<>();

  MovedUnderlying(Quotes quotes, UnderlyingId id, PreparedShocks shocks, Tiling tiling) {
    this.quotes = quotes;
    this.id = id;
    this.shocks = shocks;
    this.tiling = tiling;
    spot = Require.notNegative("market[" + id + "].spot", quotes.spot(id));
  }

  /** USD per unit before any move. */
  double spot() {
    return spot;
  }

  /** What a move multiplies its prices with. */
  double factor(int move) {
    return shocks.factor(move);
  }

  /** USD per unit after a move. */
  double price(int move) {
    return spot * shocks.factor(move);
  }

  MovedExpiry expiry(Instant expiry) {
    return expiries.computeIfAbsent(
        expiry, key -> new MovedExpiry(this, quotes, quotes.of(id), key, tiling));
  }
}
