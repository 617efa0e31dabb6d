package io.setoff.risk.portfolio.requirement;

import io.setoff.risk.portfolio.requirement.Lines.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of holdings in the requirement of a group (risk-methodology R9).
 *
 * <p>The netted part and the basis by Euler: quantity times the derivative by it. The parts that
 * grow faster than the position, by its share of the net or closing size.
 */
final class Attribution {
  private final Shape shape;
  private final Group group;
  private final CoreGradient gradient;
  private final double[] perNetUnit;
  private final double[] oraclePerNetUnit;
  private final double[] perClosingUnit;

  Attribution(Shape shape, Group group) {
    this.shape = shape;
    this.group = group;
    gradient = group.gradient();
    perNetUnit = new double[shape.size()];
    oraclePerNetUnit = new double[shape.size()];
    perClosingUnit = new double[shape.size()];
    AddOns level = new AddOns(shape);
    group.addTo(level);
    for (int u = 0; u < shape.size(); u++) {
      Parts unit = new Parts();
      level.addShare(u, Math.signum(group.sums().netUnits[u]), 1, unit);
      perNetUnit[u] = unit.concentration;
      oraclePerNetUnit[u] = unit.oracle;
      perClosingUnit[u] = unit.liquidity;
    }
  }

  /** The share of each row, in their order. */
  List<HoldingAttribution> of(List<Row> rows, Lines lines, GrossBook gross) {
    List<Parts> perUnit = new ArrayList<>();
    for (Line line : lines.all()) {
      perUnit.add(perUnit(line, lines.accounts().get(line.account).venue()));
    }
    List<HoldingAttribution> shares = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Parts alone = new Parts();
      gross.addParts(i, alone);
      Parts share = new Parts();
      if (lines.ofRow(i) >= 0) {
        share.add(perUnit.get(lines.ofRow(i)), rows.get(i).holding().quantity());
      }
      shares.add(
          new HoldingAttribution(
              rows.get(i).holding().id(), alone.sum(), share.sum(), share.byName()));
    }
    return shares;
  }

  private Parts perUnit(Line line, String venue) {
    UnitProfile profile = line.profile;
    Parts parts = new Parts();
    parts.scenario = group.corePerUnit(gradient, profile);
    parts.basis = group.basisPerUnit(venue, profile);
    double side = Math.signum(line.quantity());
    if (side != 0) {
      parts.missingData = profile.unknown(line.quantity()) / line.quantity();
      parts.oracle = profile.doubt(line.quantity()) / line.quantity();
    }
    for (int i = 0; i < profile.underlyings(); i++) {
      int u = shape.local(profile.underlying(i));
      parts.liquidity += side * profile.closing(i) * perClosingUnit[u];
      parts.concentration += profile.delta(i) * perNetUnit[u];
      parts.oracle += profile.delta(i) * oraclePerNetUnit[u];
    }
    return parts;
  }
}
