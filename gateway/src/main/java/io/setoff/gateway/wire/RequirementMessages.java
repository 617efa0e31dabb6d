package io.setoff.gateway.wire;

import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.v1.MarginTotals;
import io.setoff.v1.PartAmount;
import io.setoff.v1.SetRequirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** Requirements and what made them larger, as messages. */
public final class RequirementMessages {
  private RequirementMessages() {}

  public static MarginTotals totals(RequirementTotals totals) {
    MarginTotals.Builder message =
        MarginTotals.newBuilder()
            .setGross(requirement(totals.gross()))
            .setStandAlone(requirement(totals.accounts()))
            .setNetPerSet(requirement(totals.perSet()))
            .setNetOfAll(requirement(totals.all()))
            .setEquityUsd(Messages.decimal(totals.equity()));
    totals
        .sets()
        .forEach(
            (id, set) ->
                message.addSets(
                    SetRequirement.newBuilder().setId(id).setRequirement(requirement(set))));
    return message.build();
  }

  private static io.setoff.v1.Requirement requirement(Requirement requirement) {
    return io.setoff.v1.Requirement.newBuilder()
        .setTotalUsd(Messages.decimal(requirement.total()))
        .addAllParts(parts(requirement.parts()))
        .build();
  }

  static List<PartAmount> parts(SortedMap<MarginPart, Double> parts) {
    List<PartAmount> messages = new ArrayList<>();
    parts.forEach(
        (part, usd) ->
            messages.add(
                PartAmount.newBuilder()
                    .setPart(Enums.of(part))
                    .setUsd(Messages.decimal(usd))
                    .build()));
    return messages;
  }

  public static List<io.setoff.v1.RiskGap> gaps(Collection<RiskGap> gaps) {
    return gaps.stream().map(RequirementMessages::gap).toList();
  }

  private static io.setoff.v1.RiskGap gap(RiskGap gap) {
    return io.setoff.v1.RiskGap.newBuilder()
        .setKind(Enums.of(gap.kind()))
        .setSubject(gap.subject())
        .setDetail(sentence(gap))
        .build();
  }

  private static String sentence(RiskGap gap) {
    String what = gap.subject();
    return switch (gap.kind()) {
      case UNPRICED ->
          what + " has no price: it is in no figure, and its account gets no benefit from others";
      case VOLATILITIES ->
          what + " has no volatilities: long options count as worthless, short ones at their worst";
      case VOLATILITY_QUOTE ->
          "no volatility of "
              + what
              + " is quoted so far out: the nearest is taken, and what a different one would"
              + " change";
      case FORWARD -> what + " has no forward: spot is taken, and an addition";
      case DAILY_VOLATILITY ->
          "the daily volatility of " + what + " is not known: a high one is taken";
      case DAILY_VOLUME ->
          "the daily volume of " + what + " is not known: many days to close are taken";
      case HALF_SPREAD -> "the half spread of " + what + " is not known: a wide one is taken";
      case VENUE_TERMS ->
          "basis and withdrawal delay of " + what + " are not known: bad ones are taken";
      case CORRELATION ->
          "the correlation of " + what + " is not known: they are taken to fall together";
      case IMPOSSIBLE_CORRELATION ->
          "the correlation of "
              + what
              + " cannot be beside the others: the nearest that can is taken";
      case HISTORY -> "the history of " + what + ": it is not used";
      case VOLATILITY_ARBITRAGE ->
          "the quoted volatilities of " + what + ": they allow a gain without risk";
      case SIMULATION_COVERAGE ->
          "no history of " + what + ": its worst scenario is added to the simulation";
      case ACCOUNT_STATE ->
          "age and finality of " + what + " are not known: it gets no benefit from others";
      case SIMULATION -> "there is no simulation: losses of different underlyings are added up";
      case LIQUIDATION_RULE -> "when " + what + " liquidates is not known: no distance is given";
    };
  }
}
