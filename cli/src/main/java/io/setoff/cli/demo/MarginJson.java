package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.HoldingContribution;
import io.setoff.v1.MarginTotals;
import io.setoff.v1.MarginView;

/** A margin in the demo's JSON: the figures that the page shows first. */
final class MarginJson {
  private MarginJson() {}

  static void put(ObjectNode node, MarginView view) {
    MarginTotals totals = view.getTotals();
    node.put("required_usd", view.hasRequiredUsd() ? view.getRequiredUsd() : null)
        .put("equity_usd", totals.getEquityUsd())
        .put("gross_usd", totals.getGross().getTotalUsd())
        .put("stand_alone_usd", totals.getStandAlone().getTotalUsd())
        .put("net_per_set_usd", totals.getNetPerSet().getTotalUsd())
        .put("net_of_all_usd", totals.getNetOfAll().getTotalUsd())
        .put("complete", view.getBasis().getComplete())
        .put("parameter_set", view.getBasis().getStamp().getParameterSet())
        .put("parameter_hash", view.getBasis().getStamp().getParameterHash());
    ArrayNode attribution = node.putArray("attribution");
    for (HoldingContribution holding : view.getAttributionList()) {
      attribution
          .addObject()
          .put("holding", holding.getHoldingId())
          .put("label", holding.getLabel())
          .put("venue", holding.getVenue())
          .put("alone_usd", holding.getAloneUsd())
          .put("contribution_usd", holding.getContributionUsd());
    }
    ArrayNode accounts = node.putArray("accounts");
    for (AccountRequirement account : view.getAccountsList()) {
      accounts
          .addObject()
          .put("venue", account.getVenue())
          .put("stand_alone_usd", account.hasStandAloneUsd() ? account.getStandAloneUsd() : null)
          .put("required_usd", account.hasRequiredUsd() ? account.getRequiredUsd() : null)
          .put("reason", account.getReason().name().replace("REQUIREMENT_REASON_", ""));
    }
    node.put(
        "liquidated_first",
        view.getLiquidation().hasFirst() ? view.getLiquidation().getFirst().getVenue() : null);
  }
}
