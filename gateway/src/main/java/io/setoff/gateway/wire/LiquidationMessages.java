package io.setoff.gateway.wire;

import io.setoff.risk.margin.portfolio.liquidation.AccountHealth;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport.Aftermath;
import io.setoff.risk.margin.portfolio.liquidation.TriggerMove;
import io.setoff.v1.LiquidationTrigger;
import io.setoff.v1.LiquidationView;
import io.setoff.v1.NetUnits;

/** What is liquidated first, as messages. */
final class LiquidationMessages {
  private LiquidationMessages() {}

  static LiquidationView view(LiquidationReport report) {
    LiquidationView.Builder message = LiquidationView.newBuilder();
    report.accounts().forEach(health -> message.addAccounts(health(health)));
    report.triggers().forEach(trigger -> message.addTriggers(trigger(trigger)));
    report.first().ifPresent(first -> message.setFirst(trigger(first)));
    report.afterFirst().ifPresent(rest -> message.setAfterFirst(aftermath(rest)));
    return message.build();
  }

  private static io.setoff.v1.AccountHealth health(AccountHealth health) {
    io.setoff.v1.AccountHealth.Builder message =
        io.setoff.v1.AccountHealth.newBuilder()
            .setVenue(health.account().venue())
            .setMarginAccount(health.account().marginAccount())
            .setState(Enums.of(health.state()));
    health.ratio().ifPresent(ratio -> message.setRatio(Messages.decimal(ratio)));
    return message.build();
  }

  private static LiquidationTrigger trigger(TriggerMove trigger) {
    return LiquidationTrigger.newBuilder()
        .setVenue(trigger.account().venue())
        .setMarginAccount(trigger.account().marginAccount())
        .setUnderlyingId(trigger.underlying().value())
        .setAlone(trigger.alone())
        .setMove(Messages.decimal(trigger.move()))
        .setSigmas(Messages.decimal(trigger.sigmas()))
        .build();
  }

  private static io.setoff.v1.Aftermath aftermath(Aftermath rest) {
    io.setoff.v1.Aftermath.Builder message =
        io.setoff.v1.Aftermath.newBuilder()
            .setVenue(rest.lost().venue())
            .setMarginAccount(rest.lost().marginAccount())
            .setTotals(RequirementMessages.totals(rest.totals()));
    rest.netUnits()
        .forEach(
            (underlying, net) ->
                message.addNet(
                    NetUnits.newBuilder()
                        .setUnderlyingId(underlying.value())
                        .setNet(Messages.decimal(net))));
    return message.build();
  }
}
