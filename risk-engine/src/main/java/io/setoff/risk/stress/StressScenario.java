package io.setoff.risk.stress;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.provenance.Fingerprint;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A named joint shock.
 *
 * @param id unique in its library
 * @param title for people
 * @param spots what multiplies the price of an underlying
 * @param otherSpot what multiplies the price of every other underlying but the dollar
 * @param volatility what multiplies implied volatilities at 30 days
 * @param shortPower how much more volatilities of up to 30 days move
 * @param longPower how much less volatilities beyond 30 days move
 * @param rate what is added to continuously compounded rates, per year; forwards follow
 * @param event what happens besides
 */
public record StressScenario(
    String id,
    String title,
    SortedMap<UnderlyingId, StressValue> spots,
    StressValue otherSpot,
    StressValue volatility,
    StressValue shortPower,
    StressValue longPower,
    StressValue rate,
    StressEvent event) {
  static final double LARGEST_FACTOR = 1_000;
  static final double LARGEST_VOLATILITY = 20;
  static final double LARGEST_POWER = 2;
  private static final double SHORTEST_DAYS = 1;

  public StressScenario {
    spots = Collections.unmodifiableSortedMap(new TreeMap<>(spots));
  }

  void check(String field) {
    spots.forEach(
        (id, spot) -> Require.within(field + ".spot[" + id + "]", spot.value(), 0, LARGEST_FACTOR));
    Require.within(field + ".other_spot", otherSpot.value(), 0, LARGEST_FACTOR);
    Require.within(field + ".volatility", volatility.value(), 0, LARGEST_VOLATILITY);
    Require.within(field + ".short_power", shortPower.value(), 0, LARGEST_POWER);
    Require.within(field + ".long_power", longPower.value(), 0, LARGEST_POWER);
    Require.within(field + ".rate", rate.value(), -1, 1);
    event.check(field + ".event");
  }

  /** The move of the underlyings of {@code market}; rate and event are not part of it. */
  public MarketMove move(MarketSnapshot market) {
    VolShock shock =
        new VolShock.Relative(
            volatility.value() - 1, shortPower.value(), longPower.value(), SHORTEST_DAYS, 0);
    SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
    for (UnderlyingId underlying : market.underlyings().keySet()) {
      shocks.put(underlying, new Shock(spots.getOrDefault(underlying, otherSpot).value(), shock));
    }
    return new MarketMove(id, shocks);
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(id).add(title).add(spots.size());
    spots.forEach(
        (underlying, spot) -> {
          fingerprint.add(underlying.value());
          spot.addTo(fingerprint);
        });
    otherSpot.addTo(fingerprint);
    volatility.addTo(fingerprint);
    shortPower.addTo(fingerprint);
    longPower.addTo(fingerprint);
    rate.addTo(fingerprint);
    event.addTo(fingerprint);
  }
}
