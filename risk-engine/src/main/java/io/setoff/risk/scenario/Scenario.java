package io.setoff.risk.scenario;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.Shock;
import java.util.function.Supplier;

/**
 * One point of a model's grid: applied to one underlying at a time.
 *
 * @param id unique in its set, as {@code spot-18%/vol-up}
 * @param shock what it does to the underlying
 * @param damping multiplies the profit or loss, 0 to 1; below 1 for moves far beyond the others
 */
public record Scenario(String id, Shock shock, double damping) {
  /** Throws when a number cannot be used; {@code field} is the path of this scenario. */
  public void check(Supplier<String> field) {
    Require.notNegative(() -> field.get() + ".spot_factor", shock.spotFactor());
    Require.within(() -> field.get() + ".damping", damping, 0, 1);
  }
}
