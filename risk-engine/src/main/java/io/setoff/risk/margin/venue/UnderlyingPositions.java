package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.UnderlyingMarket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Net positions in one underlying.
 *
 * @param underlying the underlying
 * @param market its market
 * @param spot units held or owed
 * @param perpetual its perpetual
 * @param futures its dated futures, by expiry
 * @param options its options, by expiry; in an expiry in the order of strikes, calls first
 */
record UnderlyingPositions(
    UnderlyingId underlying,
    UnderlyingMarket market,
    Optional<NetPosition> spot,
    Optional<NetPosition> perpetual,
    SortedMap<Instant, NetPosition> futures,
    SortedMap<Instant, List<NetOptionPosition>> options) {
  UnderlyingPositions {
    futures = Collections.unmodifiableSortedMap(new TreeMap<>(futures));
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  static double quantity(Optional<NetPosition> position) {
    return position.map(NetPosition::quantity).orElse(0.0);
  }

  /**
   * Units held, for a model that knows no owed ones.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when units are owed
   */
  double heldUnits() {
    double units = quantity(spot);
    if (units < 0) {
      throw new InvalidRiskInputException(
          "holdings[" + spot.orElseThrow().names() + "].quantity",
          "must not be negative in total: units owed are not recognised as collateral");
    }
    return units;
  }

  /** All of them. */
  List<NetPosition> positions() {
    List<NetPosition> all = new ArrayList<>();
    spot.ifPresent(all::add);
    perpetual.ifPresent(all::add);
    all.addAll(futures.values());
    options.values().forEach(list -> list.forEach(option -> all.add(option.position())));
    return all;
  }
}
