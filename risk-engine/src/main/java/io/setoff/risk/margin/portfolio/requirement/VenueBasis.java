package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.rules.VenueTerms;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What hedges between venues add (risk-methodology R7): for each underlying {@code S sum_v o_v (b_v
 * + sigma sqrt(delay_v) z)}, where o_v is as much of the size of venue v as is offset elsewhere:
 * the smaller of all longs and all shorts, spread over the venues of each side by size.
 */
final class VenueBasis {
  /** Relative difference of longs and shorts that is only rounding. */
  private static final double ROUNDING = 1e-12;

  private final SortedMap<String, double[]> coefficients = new TreeMap<>();
  private final SortedMap<String, double[]> own = new TreeMap<>();
  private final double charge;

  /** A venue, and its net units of each underlying. */
  static final class Net {
    private final String venue;
    private final double[] units;

    Net(String venue, double[] units) {
      this.venue = venue;
      this.units = units;
    }
  }

  VenueBasis(UnderlyingIndex index, Collection<Net> parts) {
    SortedMap<String, double[]> venues = new TreeMap<>();
    for (Net part : parts) {
      double[] sum = venues.computeIfAbsent(part.venue, v -> new double[index.size()]);
      for (int u = 0; u < sum.length; u++) {
        sum[u] += part.units[u];
      }
    }
    List<Net> nets =
        venues.entrySet().stream().map(e -> new Net(e.getKey(), e.getValue())).toList();
    for (Net net : nets) {
      coefficients.put(net.venue, new double[index.size()]);
      own.put(net.venue, new double[index.size()]);
    }
    double total = 0;
    for (int u = 0; u < index.size() && nets.size() > 1; u++) {
      total += charge(index, u, nets);
    }
    charge = total;
  }

  private double charge(UnderlyingIndex index, int u, List<Net> nets) {
    double longs = 0;
    double shorts = 0;
    double longCost = 0;
    double shortCost = 0;
    for (Net net : nets) {
      double units = net.units[u];
      longs += Math.max(0, units);
      shorts += Math.max(0, -units);
      longCost += Math.max(0, units) * rate(index, u, net.venue);
      shortCost += Math.max(0, -units) * rate(index, u, net.venue);
    }
    if (longs == 0 || shorts == 0) {
      return 0;
    }
    double matched = Math.min(longs, shorts);
    double longMean = longCost / longs;
    double shortMean = shortCost / shorts;
    double spot = index.terms(u).spot();
    for (Net net : nets) {
      double rate = rate(index, u, net.venue);
      boolean isLong = net.units[u] >= 0;
      double side = isLong ? longs : shorts;
      double others = isLong ? shorts : longs;
      double scarce = rate + (isLong ? shortMean : longMean);
      double plenty = matched / side * (rate - (isLong ? longMean : shortMean));
      boolean isEven = Math.abs(side - others) <= ROUNDING * matched;
      double perUnit = isEven ? (scarce + plenty) / 2 : side < others ? scarce : plenty;
      of(coefficients, net.venue)[u] = spot * (isLong ? perUnit : -perUnit);
      of(own, net.venue)[u] = spot * rate * Math.abs(net.units[u]) * (matched / side);
    }
    return spot * matched * (longMean + shortMean);
  }

  private static double rate(UnderlyingIndex index, int u, String venue) {
    VenueTerms terms = index.context().venue(venue);
    return terms.basisRate() + index.terms(u).delayRate(terms.delayDays());
  }

  private static double[] of(SortedMap<String, double[]> venues, String venue) {
    double[] known = venues.get(venue);
    if (known == null) {
      throw new IllegalArgumentException(venue + " is not in this group");
    }
    return known;
  }

  /** USD, at least 0. */
  double charge() {
    return charge;
  }

  /**
   * Derivative of the charge by the net units of a venue; where longs and shorts are even, the mean
   * of those on both sides.
   */
  double perUnit(String venue, int u) {
    return of(coefficients, venue)[u];
  }

  /** The charge for what is offset at a venue, USD; those of all venues add up to the charge. */
  double own(String venue, int u) {
    return of(own, venue)[u];
  }
}
