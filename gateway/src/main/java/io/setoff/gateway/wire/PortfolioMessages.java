package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.model.LegRole;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.v1.Portfolio;
import io.setoff.v1.Position;
import io.setoff.v1.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Portfolios as messages. */
public final class PortfolioMessages {
  private final PositionMessages positions;

  public PortfolioMessages(PositionMessages positions) {
    this.positions = positions;
  }

  /**
   * A whole portfolio.
   *
   * @param asked which blocks the request was about
   */
  public Portfolio portfolio(PortfolioView view, AsOf asked) {
    List<Position> messages = new ArrayList<>();
    for (ValuedPosition valued : view.positions()) {
      Cut.Point point = pointOf(view, valued);
      messages.add(positions.position(valued, point.chain(), point.state().orElseThrow()));
    }
    return Portfolio.newBuilder()
        .setAccount(view.account().text())
        .addAllPositions(messages)
        .addAllAsOf(Messages.asOf(view.cut()))
        .addAllCoverage(Messages.coverage(view.coverage()))
        .setComplete(view.complete())
        .addAllGaps(Messages.gaps(view.gaps()))
        .setTotals(totals(view.positions()))
        .setStateRoot(StateRoot.of(messages))
        .setVersion(view.version())
        .setFinality(Enums.of(asked))
        .build();
  }

  private static Cut.Point pointOf(PortfolioView view, ValuedPosition valued) {
    return view.cut().points().stream()
        .filter(p -> p.chain().chain().id().equals(valued.position().venue().chain()))
        .findFirst()
        .orElseThrow();
  }

  private static Totals totals(List<ValuedPosition> positions) {
    BigDecimal assets = BigDecimal.ZERO;
    BigDecimal debts = BigDecimal.ZERO;
    int unvalued = 0;
    for (ValuedPosition position : positions) {
      for (ValuedLeg leg : position.legs()) {
        BigDecimal value = leg.valueUsd().orElse(BigDecimal.ZERO);
        assets = assets.add(value.max(BigDecimal.ZERO));
        debts = debts.add(value.min(BigDecimal.ZERO));
        boolean missing = leg.valueUsd().isEmpty() && leg.leg().role() != LegRole.NOTIONAL;
        unvalued += missing ? 1 : 0;
      }
    }
    return Totals.newBuilder()
        .setEquityUsd(Messages.decimal(assets.add(debts)))
        .setAssetsUsd(Messages.decimal(assets))
        .setDebtsUsd(Messages.decimal(debts))
        .setUnvaluedLegs(unvalued)
        .build();
  }
}
