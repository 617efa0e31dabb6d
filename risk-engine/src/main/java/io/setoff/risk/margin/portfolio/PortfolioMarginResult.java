package io.setoff.risk.margin.portfolio;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.aggregation.CrossMargin;
import io.setoff.risk.margin.portfolio.aggregation.WorstCase;
import io.setoff.risk.margin.portfolio.allocation.Allocation;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.HoldingAttribution;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.provenance.Stamp;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything about the margin of a book.
 *
 * @param totals gross, per account, per netting set, of all
 * @param cross how losses of underlyings were put together for the net of all
 * @param worst worst scenario of each underlying, for the net of all; the largest loss first
 * @param lateGains what hedges between venues wait for, for the net of all
 * @param netUnits net of all, by underlying
 * @param grossUnits sum of absolute sizes, by underlying
 * @param attribution share of each holding in the net of all, by holding id
 * @param allocation the share of each account in the requirement
 * @param liquidation which account would be liquidated first, and after which move
 * @param gaps what was not known
 * @param complete whether every holding is in the numbers
 * @param stamp what it was made from
 */
public record PortfolioMarginResult(
    RequirementTotals totals,
    CrossMargin cross,
    List<WorstCase> worst,
    List<LateGain> lateGains,
    SortedMap<UnderlyingId, Double> netUnits,
    SortedMap<UnderlyingId, Double> grossUnits,
    List<HoldingAttribution> attribution,
    Allocation allocation,
    LiquidationReport liquidation,
    SortedSet<RiskGap> gaps,
    boolean complete,
    Stamp stamp) {
  public PortfolioMarginResult {
    worst = List.copyOf(worst);
    lateGains = List.copyOf(lateGains);
    netUnits = Collections.unmodifiableSortedMap(new TreeMap<>(netUnits));
    grossUnits = Collections.unmodifiableSortedMap(new TreeMap<>(grossUnits));
    attribution = List.copyOf(attribution);
    gaps = Collections.unmodifiableSortedSet(new TreeSet<>(gaps));
  }
}
