package io.setoff.risk.margin.portfolio;

import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A book before and after hypothetical changes.
 *
 * @param before as it is
 * @param after as it would be: the same bits as a fresh book with the changes
 * @param gapsAfter what is not known of the changed book
 * @param book the changed book, for further questions
 */
public record WhatIf(
    RequirementTotals before,
    RequirementTotals after,
    SortedSet<RiskGap> gapsAfter,
    LiveBook book) {
  public WhatIf {
    gapsAfter = Collections.unmodifiableSortedSet(new TreeSet<>(gapsAfter));
  }

  /** By how much the net of all rises, USD: {@code M(P + x) - M(P)}. */
  public double incremental() {
    return after.all().total() - before.all().total();
  }

  /** By how much the requirement per netting set rises, USD. */
  public double incrementalPerSet() {
    return after.perSet().total() - before.perSet().total();
  }
}
