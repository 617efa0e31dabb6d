package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;

/**
 * What it costs to close positions (risk-methodology R7).
 *
 * @param impact of trading a whole day's volume at once, in daily volatilities
 * @param participation share of the daily volume that can be traded without moving the price, above
 *     0
 * @param horizonDays in which that share is traded, days
 * @param quantile of the price move while positions are closed, standard deviations
 */
public record ClosingRules(
    double impact, double participation, double horizonDays, double quantile) {
  private static final double LARGEST = 100;

  /**
   * R7: a tenth of the volume a day, 99 % of a normal distribution. Impact 1: "of order unity",
   * Tóth et al., Anomalous price impact and the critical nature of liquidity in financial markets,
   * Phys. Rev. X 1 (2011).
   */
  public static final ClosingRules USUAL = new ClosingRules(1, 0.10, 1, 2.33);

  void check(String field) {
    Require.within(field + ".impact", impact, 0, LARGEST);
    Require.positive(field + ".participation", participation);
    Require.within(field + ".participation", participation, 0, 1);
    Require.within(field + ".horizon_days", horizonDays, 0, LARGEST);
    Require.within(field + ".quantile", quantile, 0, LARGEST);
  }
}
