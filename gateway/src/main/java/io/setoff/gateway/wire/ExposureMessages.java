package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.model.Gap;
import io.setoff.risk.exposure.BasisResidual;
import io.setoff.risk.exposure.Exposure;
import io.setoff.risk.exposure.UnderlyingExposure;
import io.setoff.risk.exposure.VenueExposure;
import io.setoff.v1.ExposureView;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Exposures as messages. */
public final class ExposureMessages {
  private ExposureMessages() {}

  public static ExposureView view(Exposures.Netted netted) {
    PortfolioView portfolio = netted.portfolio();
    Exposure exposure = netted.exposure();
    ExposureView.Builder message =
        ExposureView.newBuilder()
            .setNetUsd(Messages.decimal(exposure.netUsd()))
            .setGrossUsd(Messages.decimal(exposure.grossUsd()))
            .addAllAsOf(Messages.asOf(portfolio.cut()))
            .addAllCoverage(Messages.coverage(portfolio.coverage()))
            .setComplete(portfolio.complete());
    portfolio.cut().finality().ifPresent(f -> message.setFinality(Enums.of(f)));
    exposure.offsetRatio().map(Messages::decimal).ifPresent(message::setOffsetRatio);
    exposure.unpriced().forEach(u -> message.addUnpriced(u.value()));
    exposure.underlyings().forEach(u -> message.addUnderlyings(underlying(u)));
    Set<Gap> gaps = new LinkedHashSet<>(portfolio.gaps());
    portfolio.positions().forEach(position -> gaps.addAll(position.gaps()));
    gaps.forEach(gap -> message.addGaps(Messages.gap(gap)));
    return message.build();
  }

  private static io.setoff.v1.UnderlyingExposure underlying(UnderlyingExposure exposure) {
    io.setoff.v1.UnderlyingExposure.Builder message =
        io.setoff.v1.UnderlyingExposure.newBuilder()
            .setUnderlyingId(exposure.underlying().value())
            .setNet(Messages.decimal(exposure.net()))
            .setGross(Messages.decimal(exposure.gross()));
    exposure.offsetRatio().map(Messages::decimal).ifPresent(message::setOffsetRatio);
    exposure.price().map(Messages::price).ifPresent(message::setPrice);
    exposure.netUsd().map(Messages::decimal).ifPresent(message::setNetUsd);
    exposure.grossUsd().map(Messages::decimal).ifPresent(message::setGrossUsd);
    exposure.byVenue().forEach(v -> message.addByVenue(venue(v, exposure)));
    exposure.basis().forEach(b -> message.addBasis(basis(b)));
    return message.build();
  }

  private static io.setoff.v1.VenueExposure venue(
      VenueExposure venue, UnderlyingExposure exposure) {
    io.setoff.v1.VenueExposure.Builder message =
        io.setoff.v1.VenueExposure.newBuilder()
            .setVenue(Messages.venue(venue.venue()))
            .setKind(venue.kind().name())
            .setNet(Messages.decimal(venue.net()))
            .setLongUnits(Messages.decimal(venue.longUnits()))
            .setShortUnits(Messages.decimal(venue.shortUnits()))
            .addAllPositionIds(venue.positionIds());
    Optional.of(venue.net())
        .flatMap(net -> exposure.price().map(price -> net.multiply(price.px())))
        .map(Messages::decimal)
        .ifPresent(message::setNetUsd);
    return message.build();
  }

  private static io.setoff.v1.BasisResidual basis(BasisResidual residual) {
    return io.setoff.v1.BasisResidual.newBuilder()
        .setEdge(Enums.of(residual.edge().kind()))
        .setFrom(residual.edge().from().value())
        .setTo(residual.edge().to().value())
        .setNet(Messages.decimal(residual.net()))
        .build();
  }
}
