package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.NettedLossGradient;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import io.setoff.risk.margin.portfolio.requirement.AccountLines.Line;

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

  /** Shares in what {@code group} asks for at a level that counted it. */
  Attribution(UnderlyingIndex index, NettingGroup group, AddOns level) {
    this.index = index;
    this.group = group;
    gradient = group.gradient();
    perNetUnit = new double[index.size()];
    oraclePerNetUnit = new double[index.size()];
    perClosingUnit = new double[index.size()];
    for (int u = 0; u < index.size(); u++) {
      PartSums unit = new PartSums();
      level.addShare(u, Math.signum(group.exposure().netUnits()[u]), 1, unit);
      perNetUnit[u] = unit.concentration;
      oraclePerNetUnit[u] = unit.oracle;
      perClosingUnit[u] = unit.liquidity;
    }
  }

  /** The share of {@code quantity} units of what is on a line, at its venue. */
  PartSums of(Line line, String venue, double quantity) {
    PartSums share = new PartSums();
    share.add(perUnit(line, venue), quantity);
    return share;
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
