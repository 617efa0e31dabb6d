package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.NettedLossGradient;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import io.setoff.risk.margin.portfolio.requirement.AccountLines.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of holdings in the requirement of a group (risk-methodology R9).
 *
 * <p>The netted part, basis and delay by Euler: quantity times the derivative by it. The parts that
 * grow faster than the position, by its share of the net or closing size.
 */
final class Attribution {
  private final UnderlyingIndex index;
  private final NettingGroup group;
  private final NettedLossGradient gradient;
  private final double[] perNetUnit;
  private final double[] oraclePerNetUnit;
  private final double[] perClosingUnit;

  Attribution(UnderlyingIndex index, NettingGroup group) {
    this.index = index;
    this.group = group;
    gradient = group.gradient();
    perNetUnit = new double[index.size()];
    oraclePerNetUnit = new double[index.size()];
    perClosingUnit = new double[index.size()];
    AddOns level = new AddOns(index);
    group.addTo(level);
    for (int u = 0; u < index.size(); u++) {
      PartSums unit = new PartSums();
      level.addShare(u, Math.signum(group.exposure().netUnits()[u]), 1, unit);
      perNetUnit[u] = unit.concentration;
      oraclePerNetUnit[u] = unit.oracle;
      perClosingUnit[u] = unit.liquidity;
    }
  }

  /** The share of each row, in their order. */
  List<HoldingAttribution> of(List<PricedHolding> rows, AccountLines lines, GrossBook gross) {
    List<PartSums> perUnit = new ArrayList<>();
    for (Line line : lines.all()) {
      perUnit.add(perUnit(line, lines.accounts().get(line.account).venue()));
    }
    List<HoldingAttribution> shares = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      PartSums alone = new PartSums();
      gross.addParts(i, alone);
      PartSums share = new PartSums();
      if (lines.ofRow(i) >= 0) {
        share.add(perUnit.get(lines.ofRow(i)), rows.get(i).holding().quantity());
      }
      shares.add(
          new HoldingAttribution(
              rows.get(i).holding().id(), alone.sum(), share.sum(), share.byName()));
    }
    return shares;
  }

  private PartSums perUnit(Line line, String venue) {
    UnitProfile profile = line.profile;
    PartSums parts = new PartSums();
    parts.scenario = group.lossPerUnit(gradient, profile);
    group.addHedgesPerUnit(venue, profile, parts);
    double side = Math.signum(line.quantity());
    if (side != 0) {
      parts.missingData = profile.unknown(line.quantity()) / line.quantity();
      parts.oracle = profile.doubt(line.quantity()) / line.quantity();
    }
    for (int i = 0; i < profile.underlyings(); i++) {
      int u = index.local(profile.underlying(i));
      parts.liquidity += side * profile.closing(i) * perClosingUnit[u];
      parts.concentration += profile.delta(i) * perNetUnit[u];
      parts.oracle += profile.delta(i) * oraclePerNetUnit[u];
    }
    return parts;
  }
}
