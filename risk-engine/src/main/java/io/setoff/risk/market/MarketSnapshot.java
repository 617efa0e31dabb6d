package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The markets of all underlyings at one moment.
 *
 * @param asOf the moment: times to expiry count from it
 * @param underlyings what is known, by underlying
 */
public record MarketSnapshot(Instant asOf, SortedMap<UnderlyingId, UnderlyingMarket> underlyings) {
  private static final double SECONDS_PER_YEAR = 31_536_000;

  public MarketSnapshot {
    underlyings = Collections.unmodifiableSortedMap(new TreeMap<>(underlyings));
  }

  public Optional<UnderlyingMarket> of(UnderlyingId underlying) {
    return Optional.ofNullable(underlyings.get(underlying));
  }

  /** Years of 365 days from this moment to {@code expiry}, to the second; 0 when it has passed. */
  public double years(Instant expiry) {
    return Math.max(0, Duration.between(asOf, expiry).toSeconds()) / SECONDS_PER_YEAR;
  }

  /** How quoted volatilities of an underlying allow a gain without risk, in words. */
  public Optional<String> arbitrage(UnderlyingId underlying) {
    return of(underlying)
        .flatMap(
            market ->
                market
                    .volatilities()
                    .flatMap(
                        surface ->
                            surface.arbitrage(
                                years -> market.forward(after(years)).orElse(market.spot()))));
  }

  private Instant after(double years) {
    return asOf.plusSeconds(Math.round(years * SECONDS_PER_YEAR));
  }

  /** Throws when a number cannot be used; {@code field} is the path of this snapshot. */
  public void check(String field) {
    underlyings.forEach((id, market) -> market.check(() -> field + "[" + id + "]"));
  }
}
