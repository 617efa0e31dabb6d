package io.setoff.gateway.config;

import io.setoff.risk.market.HistoryRules;
import io.setoff.risk.simulation.MonteCarloModel;
import io.setoff.risk.simulation.SimulationParameters;
import java.util.Optional;

/** The section {@code risk.simulation}; what is not given keeps its usual value. */
final class SimulationSection {
  private SimulationSection() {}

  static SimulationParameters read(Optional<YamlValue> risk) {
    SimulationParameters usual = SimulationParameters.DEFAULT;
    Optional<YamlValue> section = risk.flatMap(s -> s.optional("simulation"));
    if (section.isEmpty()) {
      return usual;
    }
    HistoryRules history =
        new HistoryRules(
            count(section, "window", usual.history().window()),
            count(section, "minimum", usual.history().minimum()),
            count(section, "maximum_age", usual.history().maximumAge()));
    MonteCarloModel monteCarlo =
        new MonteCarloModel(
            count(section, "paths", usual.monteCarlo().paths()),
            usual.monteCarlo().copula(),
            usual.monteCarlo().marginal());
    SimulationParameters parameters =
        new SimulationParameters(
            RiskSection.id(section, usual.id()),
            section
                .flatMap(s -> s.optionalField("version", Values::version))
                .orElse(usual.version()),
            history,
            usual.filter(),
            usual.volatilities(),
            usual.unknown(),
            monteCarlo,
            count(section, "horizon_days", usual.horizonDays()),
            usual.largestMove(),
            factor(section, "var_confidence", usual.varConfidence()),
            factor(section, "shortfall_confidence", usual.shortfallConfidence()));
    section.ifPresent(YamlValue::refuseOtherKeys);
    return parameters;
  }

  private static int count(Optional<YamlValue> section, String key, int usual) {
    return section.flatMap(s -> s.optionalField(key, Values::count)).orElse(usual);
  }

  private static double factor(Optional<YamlValue> section, String key, double usual) {
    return section.flatMap(s -> s.optionalField(key, Values::factor)).orElse(usual);
  }
}
