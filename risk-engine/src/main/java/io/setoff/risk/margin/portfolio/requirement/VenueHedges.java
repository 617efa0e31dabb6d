package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.requirement.LateGain.PriceMove;
import io.setoff.risk.margin.portfolio.rules.VenueTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What hedges between venues cost (risk-methodology R7), for each underlying.
 *
 * <p>Basis: {@code S sum_v o_v b_v}, o_v being what of venue v is offset elsewhere. Prices of two
 * venues part both ways, so both sides count.
 *
 * <p>Delay: a price moves one way. When it falls, the venues that are long must be paid, and the
 * gains wait at those that are short: {@code sum over gaining venues of o_v min(S sigma z
 * sqrt(delay_v), unit loss)}; when it rises, the other way round. The larger of the two is charged.
 * A gain that never comes leaves what the losing side asks for alone: the unit loss.
 */
final class VenueHedges {
  private final List<String> venues;
  private final double[][] units;
  private final OffsetCost[] basis;
  private final OffsetCost[] falling;
  private final OffsetCost[] rising;
  private final boolean[][] neverInTime;
  private final double basisCharge;
  private final double delayCharge;

  /** A venue, and its net units of each underlying. */
  static final class Net {
    private final String venue;
    private final double[] units;

    Net(String venue, double[] units) {
      this.venue = venue;
      this.units = units;
    }
  }

  VenueHedges(UnderlyingIndex index, UnitLosses losses, Collection<Net> parts) {
    SortedMap<String, double[]> sums = new TreeMap<>();
    for (Net part : parts) {
      double[] sum = sums.computeIfAbsent(part.venue, v -> new double[index.size()]);
      for (int u = 0; u < sum.length; u++) {
        sum[u] += part.units[u];
      }
    }
    venues = List.copyOf(sums.keySet());
    List<double[]> sizes = List.copyOf(sums.values());
    units = new double[index.size()][venues.size()];
    basis = new OffsetCost[units.length];
    falling = new OffsetCost[units.length];
    rising = new OffsetCost[units.length];
    neverInTime = new boolean[units.length][venues.size()];
    for (int u = 0; u < units.length; u++) {
      for (int v = 0; v < venues.size(); v++) {
        units[u][v] = sizes.get(v)[u];
      }
      rate(index, losses, u);
    }
    basisCharge = Arrays.stream(basis).mapToDouble(OffsetCost::charge).sum();
    double late = 0;
    for (int u = 0; u < units.length; u++) {
      late += delay(u).charge();
    }
    delayCharge = late;
  }

  private void rate(UnderlyingIndex index, UnitLosses losses, int u) {
    double[] basisRates = new double[venues.size()];
    double[] whenFalling = new double[venues.size()];
    double[] whenRising = new double[venues.size()];
    if (isHedged(u)) {
      double spot = index.terms(u).spot();
      double most = losses.of(index.global(u));
      for (int v = 0; v < basisRates.length; v++) {
        VenueTerms terms = index.context().venue(venues.get(v));
        basisRates[v] = spot * terms.basisRate();
        double price = spot * index.terms(u).delayRate(terms.delayDays());
        double late = Math.min(price, most);
        neverInTime[u][v] = price >= most;
        whenFalling[v] = units[u][v] < 0 ? late : 0;
        whenRising[v] = units[u][v] < 0 ? 0 : late;
      }
    }
    basis[u] = new OffsetCost(units[u], basisRates);
    falling[u] = new OffsetCost(units[u], whenFalling);
    rising[u] = new OffsetCost(units[u], whenRising);
  }

  private boolean isHedged(int u) {
    boolean isLong = false;
    boolean isShort = false;
    for (double of : units[u]) {
      isLong |= of > 0;
      isShort |= of < 0;
    }
    return isLong && isShort;
  }

  private OffsetCost delay(int u) {
    return rising[u].charge() > falling[u].charge() ? rising[u] : falling[u];
  }

  /** The gains that the charge for delay waits for. */
  List<LateGain> lateGains(UnderlyingIndex index) {
    List<LateGain> gains = new ArrayList<>();
    for (int u = 0; u < units.length; u++) {
      OffsetCost delay = delay(u);
      for (int v = 0; v < venues.size(); v++) {
        if (delay.own(v) > 0) {
          gains.add(
              new LateGain(
                  index.context().underlyings().get(index.global(u)),
                  delay == rising[u] ? PriceMove.RISES : PriceMove.FALLS,
                  venues.get(v),
                  delay.offset(v),
                  delay.own(v),
                  neverInTime[u][v]));
        }
      }
    }
    return gains;
  }

  /** The charge for prices that part, USD, at least 0. */
  double basis() {
    return basisCharge;
  }

  /** The charge for margin that moves late, USD, at least 0. */
  double delay() {
    return delayCharge;
  }

  /** Derivative of the basis by the net units of a venue. */
  double basisPerUnit(String venue, int u) {
    return basis[u].perUnit(place(venue));
  }

  /** Derivative of the charge for delay by the net units of a venue. */
  double delayPerUnit(String venue, int u) {
    return delay(u).perUnit(place(venue));
  }

  /** The basis of what is offset at a venue, USD; those of all venues add up to the charge. */
  double ownBasis(String venue, int u) {
    return basis[u].own(place(venue));
  }

  /**
   * The share of a venue in the charge for delay, USD, by what it would have to be paid while gains
   * elsewhere are late; those of all venues add up to the charge.
   */
  double ownDelay(String venue, int u) {
    double fall = falling[u].charge();
    double rise = rising[u].charge();
    if (fall + rise == 0) {
      return 0;
    }
    int v = place(venue);
    double owed = units[u][v] < 0 ? rise : fall;
    return delay(u).charge() * (owed / (fall + rise)) * (basis[u].offset(v) / basis[u].matched());
  }

  private int place(String venue) {
    int place = venues.indexOf(venue);
    if (place < 0) {
      throw new IllegalArgumentException(venue + " is not in this group");
    }
    return place;
  }
}
