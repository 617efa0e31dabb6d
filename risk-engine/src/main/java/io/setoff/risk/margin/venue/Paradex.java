package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.margin.venue.ParadexParameters.Asset;
import io.setoff.risk.market.MarketSnapshot;
import java.util.List;
import java.util.Set;

/**
 * Paradex's portfolio margin.
 *
 * <p>Source: docs.paradex.trade/risk/portfolio-margin. Initial margin is the greater of the largest
 * weighted loss of the scenarios and of the minimum delta requirement {@code (a * |net delta| + b *
 * hedged delta) * spot} with {@code hedged delta = (gross - |net|) / 2}, plus fees to close;
 * maintenance margin is half of it, plus the same fees. Delta is that of Black's formula to the
 * forward.
 *
 * <p>Perpetuals and options. Without the provision for funding, which needs its rate.
 */
public final class Paradex extends PerUnderlyingModel {
  private final ParadexParameters parameters;

  /** The model with {@code parameters}, which are checked. */
  public Paradex(ParadexParameters parameters) {
    super(
        parameters,
        parameters.settlement(),
        Set.of(Cash.class, Perpetual.class, EuropeanOption.class));
    this.parameters = parameters;
  }

  @Override
  Outcome margin(
      UnderlyingPositions book,
      MarketSnapshot snapshot,
      double settlementPrice,
      EulerShares shares) {
    Asset asset = parameters.assetOf(book.underlying());
    GridScan scan = new GridScan(book, asset.scenarios(), asset.volatility());
    PositionDeltas deltas = PositionDeltas.of(book);
    double spot = book.market().spot();
    double least =
        (asset.netDelta() * Math.abs(deltas.net())
                + asset.hedgedDelta() * (deltas.gross() - Math.abs(deltas.net())) / 2)
            * spot;
    double maintenance = parameters.maintenance();
    if (scan.loss() >= least) {
      scan.share((position, loss) -> shares.add(position, loss, maintenance * loss));
    } else {
      double perNet = asset.netDelta() - asset.hedgedDelta() / 2;
      deltas.forEach(
          (position, delta) -> {
            double part =
                (perNet * deltas.netSign() * delta
                        + asset.hedgedDelta()
                            / 2
                            * Math.signum(delta * position.quantity())
                            * delta)
                    * spot;
            shares.add(position, part, maintenance * part);
          });
    }
    double extra = Math.max(0, least - scan.loss());
    double fees = fees(book, shares);
    return new Outcome(
        scan.markToMarket(),
        List.of(
            new Part("worst-scenario", scan.loss(), maintenance * scan.loss()),
            new Part("minimum-delta", extra, maintenance * extra),
            new Part("fees", fees, fees)),
        scan.gains(),
        scan.worst());
  }

  private double fees(UnderlyingPositions book, EulerShares shares) {
    double sum = 0;
    if (book.perpetual().isPresent()) {
      double perUnit = parameters.perpetualFee() * book.market().perpetual();
      sum += fee(book.perpetual().get(), perUnit, shares);
    }
    for (List<NetOptionPosition> expiry : book.options().values()) {
      for (NetOptionPosition option : expiry) {
        sum += fee(option.position(), optionFee(option, book.market().spot()), shares);
      }
    }
    return sum;
  }

  private double optionFee(NetOptionPosition option, double spot) {
    double uncapped = parameters.optionFee() * spot;
    return option.isValued()
        ? Math.min(uncapped, parameters.optionFeeCap() * option.price())
        : uncapped;
  }

  private static double fee(NetPosition position, double perUnit, EulerShares shares) {
    double signed = Math.signum(position.quantity()) * perUnit;
    shares.add(position, signed, signed);
    return signed * position.quantity();
  }
}
