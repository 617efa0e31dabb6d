package io.setoff.risk.margin.venue;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.Shock;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scenario as data.
 *
 * @param id unique in its set
 * @param spotFactor multiplies spot, perpetual and forwards; at least 0, 1 is no change
 * @param volatility what happens to the volatilities; a skew move only with spot factor 1
 * @param damping multiplies the profit or loss; below 1 for moves far beyond the others
 */
public record GridScenario(
    String id, double spotFactor, VolatilityMove volatility, double damping) {

  private static final double LARGEST = 20;

  private void check(String field) {
    Require.notNegative(field + ".spot_factor", spotFactor);
    Require.within(field + ".damping", damping, 0, LARGEST);
    Require.that(
        !volatility.isSkew() || spotFactor == 1,
        field + ".spot_factor",
        "must be 1 in a skew scenario, is " + spotFactor);
  }

  /** A scenario named by its moves, as {@code spot-4%/vol-up}. */
  static GridScenario of(String spot, double spotFactor, VolatilityMove move, double damping) {
    String volatility =
        switch (move) {
          case UP -> "/vol-up";
          case DOWN -> "/vol-down";
          case NONE, SKEW_LINEAR, SKEW_ABSOLUTE -> "";
        };
    return new GridScenario("spot" + spot + volatility, spotFactor, move, damping);
  }

  /**
   * The scenarios of spot and volatility as a grid for any instrument. Without the skew scenarios,
   * which are not a sum over positions.
   */
  static ScenarioSet set(String id, List<GridScenario> scenarios, VolatilityShock volatility) {
    return new ScenarioSet(
        id,
        scenarios.stream()
            .filter(scenario -> !scenario.volatility().isSkew())
            .map(
                scenario ->
                    new Scenario(
                        scenario.id(),
                        new Shock(scenario.spotFactor(), volatility.of(scenario.volatility())),
                        scenario.damping()))
            .toList());
  }

  /** As {@link #check}, for a model without skew moves. */
  static void checkWithoutSkew(String field, List<GridScenario> scenarios) {
    check(field, scenarios);
    for (int i = 0; i < scenarios.size(); i++) {
      Require.that(
          !scenarios.get(i).volatility.isSkew(),
          field + "[" + i + "].volatility",
          "must be UP, NONE or DOWN in this model");
    }
  }

  static void check(String field, List<GridScenario> scenarios) {
    Require.that(!scenarios.isEmpty(), field, "must have at least one scenario");
    Set<String> ids = scenarios.stream().map(GridScenario::id).collect(Collectors.toSet());
    Require.that(ids.size() == scenarios.size(), field, "must not name two scenarios the same");
    for (int i = 0; i < scenarios.size(); i++) {
      scenarios.get(i).check(field + "[" + i + "]");
    }
  }
}
