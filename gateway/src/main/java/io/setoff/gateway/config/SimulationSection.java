package io.setoff.gateway.config;

import io.setoff.risk.simulation.SimulationParameters;
import java.util.Optional;

/** The section {@code risk.simulation}; what is not given keeps its usual value. */
final class SimulationSection {
  private SimulationSection() {}

  static SimulationParameters read(Optional<YamlValue> risk) {
    SimulationParameters usual = SimulationParameters.DEFAULT;
    return risk.flatMap(s -> s.optional("simulation"))
        .map(section -> section.over(usual))
        .orElse(usual);
  }
}
