package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;

/**
 * How losses of different underlyings are put together (risk-methodology R4).
 *
 * @param shrinkage estimated correlations are multiplied by it, 0 to 1
 * @param correlationCap largest absolute correlation that counts, 0 to 1
 * @param floorShare the requirement is at least this share of the worst single underlying
 * @param sameScenarioShare share of the losses that profits of others offset in the same scenario
 * @param stressShare share of the worst named stress that the requirement covers
 */
public record OffsetRules(
    double shrinkage,
    double correlationCap,
    double floorShare,
    double sameScenarioShare,
    double stressShare) {
  /** R4: lambda 0.7, |rho| at most 0.9, floor and same-scenario offset 50 %; stresses in full. */
  public static final OffsetRules USUAL = new OffsetRules(0.7, 0.9, 0.5, 0.5, 1);

  void check(String field) {
    Require.within(field + ".shrinkage", shrinkage, 0, 1);
    Require.within(field + ".correlation_cap", correlationCap, 0, 1);
    Require.within(field + ".floor_share", floorShare, 0, 1);
    Require.within(field + ".same_scenario_share", sameScenarioShare, 0, 1);
    Require.within(field + ".stress_share", stressShare, 0, 1);
  }
}
