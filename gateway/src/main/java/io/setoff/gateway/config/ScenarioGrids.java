package io.setoff.gateway.config;

import io.setoff.risk.margin.venue.DeribitLikeParameters;
import io.setoff.risk.margin.venue.ParadexParameters;
import io.setoff.risk.margin.venue.Pmrm2Parameters;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The grids of scenarios that a configuration or a request can name. */
public final class ScenarioGrids {
  private static final Map<String, Supplier<ScenarioSet>> GRIDS =
      new TreeMap<>(
          Map.of(
              "derive-pmrm2",
              () -> Pmrm2Parameters.defaults().scenarioSet(),
              "deribit-like",
              () -> DeribitLikeParameters.defaults().scenarioSet(),
              "paradex",
              () -> ParadexParameters.defaults().scenarioSet()));

  private ScenarioGrids() {}

  /**
   * The grid of a model.
   *
   * @throws IllegalArgumentException that names the known ones
   */
  public static ScenarioSet named(String id) {
    return Optional.ofNullable(GRIDS.get(id))
        .orElseThrow(
            () -> new IllegalArgumentException("is none of " + GRIDS.keySet() + ": \"" + id + "\""))
        .get();
  }
}
