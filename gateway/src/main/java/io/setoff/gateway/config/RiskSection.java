package io.setoff.gateway.config;

import io.setoff.gateway.config.RiskConfig.Workers;
import io.setoff.risk.description.CorrelationInput;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.HistoryCsv;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.scenario.ScenarioSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code risk}. Without it nothing is recognised and every market is a gap. */
final class RiskSection {
  private static final Workers USUAL_WORKERS = new Workers(2, 64, Duration.ofSeconds(10));
  private static final String USUAL_GRID = "derive-pmrm2";

  private final Draft draft;
  private final Path folder;

  /**
   * Reader of the section.
   *
   * @param folder against which its paths are resolved
   */
  RiskSection(Draft draft, Path folder) {
    this.draft = draft;
    this.folder = folder;
  }

  RiskConfig read(Optional<YamlValue> section) {
    MarketSection markets = new MarketSection(draft);
    section.map(s -> s.list("underlyings")).orElse(List.of()).forEach(markets::read);
    NettingRules netting = new NettingSection(draft).read(section);
    Correlations correlations = correlations(section);
    RiskConfig config =
        new RiskConfig(
            workers(section.flatMap(s -> s.optional("workers"))),
            new ParameterSection(draft).read(section, grid(section), markets),
            netting,
            markets.markets(),
            correlations,
            section
                .flatMap(s -> s.optionalField("history", this::history))
                .orElse(HistorySet.EMPTY),
            SimulationSection.read(section));
    section.ifPresent(YamlValue::refuseOtherKeys);
    section.ifPresent(s -> check(s, config));
    return config;
  }

  private static Workers workers(Optional<YamlValue> section) {
    Workers workers =
        new Workers(
            section
                .flatMap(s -> s.optionalField("threads", Values::threads))
                .orElse(USUAL_WORKERS.threads()),
            section
                .flatMap(s -> s.optionalField("queue", Values::queue))
                .orElse(USUAL_WORKERS.queue()),
            section
                .flatMap(s -> s.optionalField("patience", Values::duration))
                .orElse(USUAL_WORKERS.patience()));
    section.ifPresent(YamlValue::refuseOtherKeys);
    return workers;
  }

  private static ScenarioSet grid(Optional<YamlValue> section) {
    return section
        .flatMap(s -> s.optionalField("model", ScenarioGrids::named))
        .orElseGet(() -> ScenarioGrids.named(USUAL_GRID));
  }

  private static Correlations correlations(Optional<YamlValue> section) {
    List<CorrelationInput> pairs = new ArrayList<>();
    List<YamlValue> entries = section.map(s -> s.list("correlations")).orElse(List.of());
    entries.forEach(entry -> entry.as(CorrelationInput.class).ifPresent(pairs::add));
    if (pairs.size() < entries.size()) {
      return Correlations.UNKNOWN;
    }
    try {
      return CorrelationInput.all("risk.correlations", "configuration", pairs);
    } catch (InvalidRiskInputException e) {
      section.orElseThrow().refused(e);
      return Correlations.UNKNOWN;
    }
  }

  private HistorySet history(String path) {
    Path file = folder.resolve(path).normalize();
    try {
      return HistoryCsv.parse(Files.readAllLines(file), path);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e, e);
    } catch (InvalidRiskInputException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The risk engine's own rules, so that what it would refuse at every call is refused here. */
  private static void check(YamlValue section, RiskConfig config) {
    PortfolioParameters parameters = config.parameters();
    for (Runnable rule :
        List.<Runnable>of(
            () -> parameters.check(section.path()),
            () -> config.simulation().check(section.path() + ".simulation"),
            () -> MarketSection.check(config.markets()))) {
      try {
        rule.run();
      } catch (InvalidRiskInputException e) {
        section.refused(e);
      }
    }
  }
}
