package io.setoff.risk.margin;

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
final class Deltas {
  /** Share of gross delta below which a net delta has no sign. */
  private static final double ROUNDING = 1e-9;

  private final Map<Position, Double> byPosition = new LinkedHashMap<>();
  private final Map<Position, Instant> expiries = new LinkedHashMap<>();
  private double net;
  private double gross;

  private Deltas() {}

  static Deltas of(UnderlyingBook book) {
    Deltas deltas = new Deltas();
    book.spot().ifPresent(spot -> deltas.add(spot, spot.quantity(), Instant.MIN));
    book.perpetual().ifPresent(perp -> deltas.add(perp, perp.quantity(), Instant.MIN));
    book.futures().forEach((expiry, future) -> deltas.add(future, future.quantity(), expiry));
    book.options()
        .forEach(
            (expiry, options) ->
                options.forEach(
                    option ->
                        deltas.add(option.position(), option.quantity() * option.delta(), expiry)));
    return deltas;
  }

  private void add(Position position, double delta, Instant expiry) {
    byPosition.put(position, delta);
    expiries.put(position, expiry);
    net += delta;
    gross += Math.abs(delta);
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

  void forEach(ObjDoubleConsumer<Position> sink) {
    byPosition.forEach(sink::accept);
  }

  /** Signed sums by expiry; spot and perpetual at the beginning of time. */
  SortedMap<Instant, Double> byExpiry() {
    SortedMap<Instant, Double> sums = new TreeMap<>();
    byPosition.forEach((position, delta) -> sums.merge(expiryOf(position), delta, Double::sum));
    return sums;
  }

  Instant expiryOf(Position position) {
    return expiries.getOrDefault(position, Instant.MIN);
  }
}
