package io.setoff.risk.margin.portfolio;

import io.setoff.risk.margin.portfolio.allocation.Allocation;
import io.setoff.risk.margin.portfolio.hedge.HedgeCandidate;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion;
import io.setoff.risk.margin.portfolio.hedge.Objective;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.provenance.Stamp;
import java.util.List;
import java.util.SortedSet;

/**
 * A book in a market, priced in every scenario. It does not change; safe for use by many threads.
 */
public interface LiveBook {

  /** What the book is. */
  PortfolioBook book();

  /** Requirements and equity: the quick answer. */
  RequirementTotals totals();

  /** What is not known. */
  SortedSet<RiskGap> gaps();

  /** Whether every holding has a price. */
  boolean isComplete();

  /** What it is made from. */
  Stamp stamp();

  /** Everything. */
  PortfolioMarginResult margin();

  /** The share of each account: what its venue is asked to require. */
  Allocation allocation();

  /** Which account its venue would liquidate first, and after which move. */
  LiquidationReport liquidation();

  /**
   * The book after {@code changes}, made one after another. Only what they add is priced.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when a change names no holding, or an id
   *     that is taken
   */
  WhatIf whatIf(List<Change> changes);

  /** Requirements, Greeks, and the deviation of a day's gain: what a hedge is to improve. */
  HedgeSuggestion.State state();

  /** The trades among {@code candidates} that serve {@code objective}. */
  HedgeSuggestion suggestHedge(List<HedgeCandidate> candidates, Objective objective);
}
