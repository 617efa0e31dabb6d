package io.setoff.risk.margin.portfolio.requirement;

/**
 * What is offset between the venues of one underlying, at a rate of each venue: {@code sum_v o_v
 * r_v}, where o_v is as much of the size of venue v as is offset elsewhere, the smaller of all
 * longs and all shorts, spread over the venues of each side by size.
 */
final class OffsetCost {
  /** Relative difference of longs and shorts that is only rounding. */
  private static final double ROUNDING = 1e-12;

  private final double[] units;
  private final double[] rates;
  private final double longs;
  private final double shorts;
  private final double longMean;
  private final double shortMean;

  /**
   * Of net units and rates by venue.
   *
   * @param units longs positive, shorts negative
   * @param rates USD per unit that is offset, at least 0
   */
  OffsetCost(double[] units, double[] rates) {
    this.units = units;
    this.rates = rates;
    double longUnits = 0;
    double shortUnits = 0;
    double longCost = 0;
    double shortCost = 0;
    for (int v = 0; v < units.length; v++) {
      longUnits += Math.max(0, units[v]);
      shortUnits += Math.max(0, -units[v]);
      longCost += Math.max(0, units[v]) * rates[v];
      shortCost += Math.max(0, -units[v]) * rates[v];
    }
    longs = longUnits;
    shorts = shortUnits;
    longMean = longUnits == 0 ? 0 : longCost / longUnits;
    shortMean = shortUnits == 0 ? 0 : shortCost / shortUnits;
  }

  /** Units that are offset. */
  double matched() {
    return Math.min(longs, shorts);
  }

  /** USD, at least 0. */
  double charge() {
    return matched() * (longMean + shortMean);
  }

  /** The part of the charge at the rate of one venue, USD; those of all venues add up to it. */
  double own(int venue) {
    return offset(venue) * rates[venue];
  }

  /** Units of one venue that are offset elsewhere, at least 0. */
  double offset(int venue) {
    double side = units[venue] < 0 ? shorts : longs;
    return side == 0 ? 0 : Math.abs(units[venue]) * (matched() / side);
  }

  /**
   * Derivative of the charge by the net units of a venue; where longs and shorts are even, the mean
   * of those on both sides.
   */
  double perUnit(int venue) {
    if (matched() == 0) {
      return 0;
    }
    boolean isLong = units[venue] >= 0;
    double side = isLong ? longs : shorts;
    double others = isLong ? shorts : longs;
    double scarce = rates[venue] + (isLong ? shortMean : longMean);
    double plenty = matched() / side * (rates[venue] - (isLong ? longMean : shortMean));
    boolean isEven = Math.abs(side - others) <= ROUNDING * matched();
    double perUnit = isEven ? (scarce + plenty) / 2 : side < others ? scarce : plenty;
    return isLong ? perUnit : -perUnit;
  }
}
