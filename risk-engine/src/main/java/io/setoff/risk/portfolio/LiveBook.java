package io.setoff.risk.portfolio;

import io.setoff.risk.portfolio.allocation.Allocation;
import io.setoff.risk.portfolio.hedge.HedgeCandidate;
import io.setoff.risk.portfolio.hedge.HedgeSuggestion;
import io.setoff.risk.portfolio.hedge.Objective;
import io.setoff.risk.portfolio.liquidation.LiquidationReport;
import io.setoff.risk.portfolio.requirement.RiskGap;
import io.setoff.risk.portfolio.requirement.Totals;
import java.util.List;
import java.util.SortedSet;

/**
 * A book in a market, priced in every scenario. It does not change; safe for use by many threads.
 */
public interface LiveBook {

  /** What the book is. */
  PortfolioBook book();

  /** Requirements and equity: the quick answer. */
  Totals totals();

  /** What is not known. */
  SortedSet<RiskGap> gaps();

  /** Everything. */
  PortfolioMarginResult margin();

  /** What each account is told to require. */
  Allocation allocation();

  /** Which account goes first, and by which move. */
  LiquidationReport liquidation();

  /**
   * The book after {@code changes}, one after another. Only what they add is priced.
   *
   * @throws io.setoff.risk.InvalidRiskInputException when a change names no holding, or an id that
   *     is taken
   */
  WhatIf whatIf(List<Change> changes);

  /** Requirements, Greeks, and the deviation of a day's gain: what a hedge is to better. */
  HedgeSuggestion.State state();

  /** The trades among {@code candidates} that serve {@code objective}. */
  HedgeSuggestion suggestHedge(List<HedgeCandidate> candidates, Objective objective);
}
