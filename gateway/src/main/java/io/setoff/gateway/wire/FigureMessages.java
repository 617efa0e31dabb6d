package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.risk.RiskState;
import io.setoff.model.GapKind;
import io.setoff.v1.ExposureFigures;
import io.setoff.v1.MarginFigures;
import java.math.BigDecimal;

/** What published words are made of, as messages. */
public final class FigureMessages {
  private FigureMessages() {}

  public static ExposureFigures exposure(Exposures.Netted netted) {
    PortfolioView portfolio = netted.portfolio();
    BigDecimal grossWithDollars =
        netted.exposure().underlyings().stream()
            .flatMap(underlying -> underlying.grossUsd().stream())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return ExposureFigures.newBuilder()
        .setNetUsd(Messages.decimal(netted.exposure().netUsd()))
        .setGrossUsd(Messages.decimal(netted.exposure().grossUsd()))
        .setGrossWithDollarsUsd(Messages.decimal(grossWithDollars))
        .addAllCoverage(Messages.coverage(portfolio.coverage()))
        .setComplete(portfolio.complete())
        .setStale(isIncompleteBy(GapKind.STALE, portfolio))
        .setUnread(isIncompleteBy(GapKind.UNREAD, portfolio))
        .build();
  }

  private static boolean isIncompleteBy(GapKind kind, PortfolioView portfolio) {
    return portfolio.incompleteBy().anyMatch(gap -> gap.kind() == kind);
  }

  public static MarginFigures margin(RiskState state) {
    MarginFigures.Builder message =
        MarginFigures.newBuilder()
            .setNetOfAllUsd(Messages.decimal(state.book().totals().all().total()))
            .setComplete(state.complete())
            .setStamp(MarginMessages.stamp(state.book().stamp()));
    state
        .book()
        .allocation()
        .accounts()
        .forEach(account -> message.addAccounts(MarginMessages.account(account)));
    return message.build();
  }
}
