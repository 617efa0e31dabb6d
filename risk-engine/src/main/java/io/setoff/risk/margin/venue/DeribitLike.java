package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.venue.DeribitLikeParameters.Asset;
import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.market.MarketSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A portfolio margin like Deribit's segregated one, counted in dollars. Its sources are incomplete,
 * hence its name.
 *
 * <p>Read (support.deribit.com, "Portfolio Margin" and "Delta decay during settlement"): price
 * buckets by volatility up, same and down; an extended table of far moves, volatility up only, of
 * which a fraction counts, less an allowance; maintenance margin is the worst of them plus
 * contingencies for delta and roll. From memory, not verified:
 *
 * <ul>
 *   <li>initial margin is maintenance margin over the maintenance factor;
 *   <li>delta: {@code |net| * spot * shock * min(1, |net| * spot / threshold)};
 *   <li>roll: each expiry's {@code |delta| * spot * max(least, perYear * years)}, times the share
 *       of delta that expiries hedge among themselves, {@code 1 - |net| / sum of |delta|}.
 * </ul>
 *
 * <p>Perpetuals, futures, options, and units held or owed, which move with spot.
 */
public final class DeribitLike extends PerUnderlyingModel {
  private final DeribitLikeParameters parameters;

  /** The model with {@code parameters}, which are checked. */
  public DeribitLike(DeribitLikeParameters parameters) {
    super(
        parameters,
        UnderlyingId.USD,
        Set.of(Cash.class, Spot.class, Perpetual.class, Future.class, EuropeanOption.class));
    this.parameters = parameters;
  }

  @Override
  Outcome margin(
      UnderlyingPositions book,
      MarketSnapshot snapshot,
      double settlementPrice,
      EulerShares shares) {
    Asset asset = parameters.assetOf(book.underlying());
    GridScan scan =
        new GridScan(
            book,
            asset.scenarios(),
            asset.extended(),
            asset.extendedAllowance(),
            asset.volatility());
    Sink sink = new Sink(shares, parameters.maintenanceFactor());
    scan.share(sink::add);
    PositionDeltas deltas = PositionDeltas.of(book);
    return new Outcome(
        scan.markToMarket(),
        List.of(
            sink.part("worst-scenario", scan.loss()),
            sink.part("delta-shock", deltaShock(book, asset, deltas, sink)),
            sink.part("roll-shock", rollShock(book, snapshot, asset, deltas, sink))),
        scan.gains(),
        scan.worst());
  }

  /** Shared in proportion to signed delta. */
  private static double deltaShock(
      UnderlyingPositions book, Asset asset, PositionDeltas deltas, Sink sink) {
    double net = Math.abs(deltas.net()) * book.market().spot();
    if (net == 0) {
      return 0;
    }
    double charge = net * asset.deltaShock() * Math.min(1, net / asset.deltaShockAt());
    deltas.forEach((position, delta) -> sink.add(position, charge * delta / deltas.net()));
    return charge;
  }

  /** Shared by expiry, in an expiry in proportion to signed delta. */
  private static double rollShock(
      UnderlyingPositions book,
      MarketSnapshot snapshot,
      Asset asset,
      PositionDeltas deltas,
      Sink sink) {
    SortedMap<Instant, Double> byExpiry = deltas.byExpiry();
    double sum = 0;
    double charge = 0;
    for (Map.Entry<Instant, Double> expiry : byExpiry.entrySet()) {
      sum += Math.abs(expiry.getValue());
      charge += Math.abs(expiry.getValue()) * perDelta(expiry.getKey(), snapshot, asset);
    }
    if (sum == 0) {
      return 0;
    }
    double hedged = Math.max(0, 1 - Math.abs(deltas.net()) / sum);
    double perUnit = hedged * book.market().spot();
    deltas.forEach(
        (position, delta) -> {
          Instant expiry = deltas.expiryOf(position);
          double sign = Math.signum(byExpiry.getOrDefault(expiry, 0.0));
          sink.add(position, sign * delta * perDelta(expiry, snapshot, asset) * perUnit);
        });
    return charge * perUnit;
  }

  private static double perDelta(Instant expiry, MarketSnapshot snapshot, Asset asset) {
    double years = expiry.equals(Instant.MIN) ? 0 : snapshot.years(expiry);
    return Math.max(asset.leastRoll(), asset.rollPerYear() * years);
  }

  /** Takes amounts of maintenance margin, per unit. */
  private record Sink(EulerShares shares, double maintenanceFactor) {
    void add(NetPosition position, double amount) {
      shares.add(position, amount / maintenanceFactor, amount);
    }

    Part part(String name, double amount) {
      return new Part(name, amount / maintenanceFactor, amount);
    }
  }
}
