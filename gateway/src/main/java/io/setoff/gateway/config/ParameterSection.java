package io.setoff.gateway.config;

import io.setoff.risk.margin.portfolio.rules.OracleRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.List;
import java.util.Optional;

/** The parameters of the section {@code risk}; what is not given keeps its usual value. */
final class ParameterSection {
  private static final List<String> KEYS =
      List.of("id", "version", "offset", "closing", "venues", "oracle", "fallbacks");

  private final Draft draft;

  ParameterSection(Draft draft) {
    this.draft = draft;
  }

  PortfolioParameters read(Optional<YamlValue> risk, ScenarioSet grid, MarketSection markets) {
    PortfolioParameters usual = usual(grid, markets);
    return risk.map(section -> read(section, usual)).orElse(usual);
  }

  private PortfolioParameters read(YamlValue section, PortfolioParameters usual) {
    PortfolioParameters parameters = section.over(usual, KEYS);
    for (String venue : parameters.venues().keySet()) {
      draft.requireVenue(section, section.path() + ".venues[" + venue + "]", venue);
    }
    return parameters;
  }

  private static PortfolioParameters usual(ScenarioSet grid, MarketSection markets) {
    PortfolioParameters usual = PortfolioParameters.usual(grid);
    OracleRules oracle = usual.oracle();
    return new PortfolioParameters(
        usual.id(),
        usual.version(),
        grid,
        markets.grids(),
        usual.offset(),
        usual.closing(),
        usual.venues(),
        new OracleRules(
            oracle.confidenceThreshold(),
            oracle.confidenceFactor(),
            markets.pegs(),
            oracle.pegThreshold(),
            oracle.pegFactor()),
        usual.fallbacks());
  }
}
