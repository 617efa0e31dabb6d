package io.setoff.risk.margin.venue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Deltas of one underlying's positions, units: of spot, perpetual and futures their quantity, of
 * options by Black's formula to the forward.
 */
final class PositionDeltas {
  /** Share of gross delta below which a net delta has no sign. */
  private static final double ROUNDING = 1e-9;

  private final Map<NetPosition, Double> byPosition = new LinkedHashMap<>();
  private final Map<NetPosition, Instant> expiries = new LinkedHashMap<>();
  private double net;
  private double gross;

  private PositionDeltas() {}

  static PositionDeltas of(UnderlyingPositions book) {
    PositionDeltas deltas = new PositionDeltas();
    book.spot().ifPresent(spot -> deltas.add(spot, 1, Instant.MIN));
    book.perpetual().ifPresent(perp -> deltas.add(perp, 1, Instant.MIN));
    book.futures().forEach((expiry, future) -> deltas.add(future, 1, expiry));
    book.options()
        .forEach(
            (expiry, options) ->
                options.forEach(option -> deltas.add(option.position(), option.delta(), expiry)));
    return deltas;
  }

  private void add(NetPosition position, double perUnit, Instant expiry) {
    byPosition.put(position, perUnit);
    expiries.put(position, expiry);
    net += perUnit * position.quantity();
    gross += Math.abs(perUnit * position.quantity());
  }

  /** Signed sum. */
  double net() {
    return net;
  }

  /** Sign of the net delta; 0 when it is no more than rounding. */
  double netSign() {
    return Math.abs(net) <= ROUNDING * gross ? 0 : Math.signum(net);
  }

  /** Sum of absolute deltas. */
  double gross() {
    return gross;
  }

  /** Gives the delta of one unit of each position. */
  void forEach(ObjDoubleConsumer<NetPosition> sink) {
    byPosition.forEach(sink::accept);
  }

  /** Signed sums by expiry; spot and perpetual at the beginning of time. */
  SortedMap<Instant, Double> byExpiry() {
    SortedMap<Instant, Double> sums = new TreeMap<>();
    byPosition.forEach(
        (position, perUnit) ->
            sums.merge(expiryOf(position), perUnit * position.quantity(), Double::sum));
    return sums;
  }

  Instant expiryOf(NetPosition position) {
    return expiries.getOrDefault(position, Instant.MIN);
  }
}
