package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.UnderlyingTerms;

/**
 * What closing costs and doubt of prices add, at one level of netting. All groups of a level share
 * the market's depth: the cost of an underlying is that of all groups together, split by their
 * size.
 */
final class AddOns {
  private final UnderlyingIndex index;
  private final double[] netUnits;
  private final double[] closingUnits;

  AddOns(UnderlyingIndex index) {
    this.index = index;
    netUnits = new double[index.size()];
    closingUnits = new double[index.size()];
  }

  /** Counts the size of one group in underlying {@code u}. */
  void addNet(int u, double units) {
    netUnits[u] += Math.abs(units);
  }

  /** Counts units that must be traded to close. */
  void addClosing(int u, double units) {
    closingUnits[u] += units;
  }

  /** Absolute sizes of all groups together. */
  double[] netUnits() {
    return netUnits.clone();
  }

  /** Adds the share of a group, or of a holding in it, whose sizes are these. */
  void addShare(int u, double net, double closing, PartSums parts) {
    UnderlyingTerms terms = index.terms(u);
    if (closingUnits[u] > 0) {
      parts.liquidity += terms.liquidity(closingUnits[u]) * (closing / closingUnits[u]);
    }
    if (netUnits[u] > 0) {
      double share = net / netUnits[u];
      parts.concentration += terms.concentration(netUnits[u]) * share;
      parts.oracle += terms.oracle(netUnits[u]) * share;
    }
  }
}
