package io.setoff.risk.margin;

import io.setoff.risk.Require;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scenario as data.
 *
 * @param id unique in its set
 * @param spotFactor multiplies spot, perpetual and forwards; at least 0, 1 is no change
 * @param volatility what happens to the volatilities; a skew move only with spot factor 1
 * @param damping multiplies the profit or loss, 0 to 1
 */
public record GridScenario(
    String id, double spotFactor, VolatilityMove volatility, double damping) {

  private void check(String field) {
    Require.notNegative(field + ".spot_factor", spotFactor);
    Require.within(field + ".damping", damping, 0, 1);
    Require.that(
        !volatility.isSkew() || spotFactor == 1,
        field + ".spot_factor",
        "must be 1 in a skew scenario, is " + spotFactor);
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
