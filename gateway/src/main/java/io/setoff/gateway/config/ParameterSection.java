package io.setoff.gateway.config;

import io.setoff.risk.margin.portfolio.rules.ClosingRules;
import io.setoff.risk.margin.portfolio.rules.Fallbacks;
import io.setoff.risk.margin.portfolio.rules.OffsetRules;
import io.setoff.risk.margin.portfolio.rules.OracleRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.margin.portfolio.rules.VenueTerms;
import io.setoff.risk.scenario.ScenarioSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The parameters of the section {@code risk}; what is not given keeps its usual value. */
final class ParameterSection {
  private final Draft draft;

  ParameterSection(Draft draft) {
    this.draft = draft;
  }

  PortfolioParameters read(Optional<YamlValue> risk, ScenarioSet grid, MarketSection markets) {
    PortfolioParameters usual = PortfolioParameters.usual(grid);
    return new PortfolioParameters(
        RiskSection.id(risk, usual.id()),
        risk.flatMap(s -> s.optionalField("version", Values::version)).orElse(usual.version()),
        grid,
        markets.grids(),
        part(risk, "offset", numbers -> offset(numbers, usual.offset())),
        part(risk, "closing", numbers -> closing(numbers, usual.closing())),
        venues(risk),
        part(risk, "oracle", numbers -> oracle(numbers, usual.oracle(), markets)),
        part(risk, "fallbacks", numbers -> fallbacks(numbers, usual.fallbacks())));
  }

  /** Reads a part of the section, all of whose keys are numbers. */
  private static <T> T part(Optional<YamlValue> risk, String key, Function<Numbers, T> reader) {
    Optional<YamlValue> part = risk.flatMap(s -> s.optional(key));
    T rules = reader.apply(new Numbers(part));
    part.ifPresent(YamlValue::refuseOtherKeys);
    return rules;
  }

  private record Numbers(Optional<YamlValue> part) {
    double of(String key, double usual) {
      return part.flatMap(p -> p.optionalField(key, Values::factor)).orElse(usual);
    }
  }

  private static OffsetRules offset(Numbers numbers, OffsetRules usual) {
    return new OffsetRules(
        numbers.of("shrinkage", usual.shrinkage()),
        numbers.of("correlation_cap", usual.correlationCap()),
        numbers.of("floor_share", usual.floorShare()),
        numbers.of("same_scenario_share", usual.sameScenarioShare()),
        numbers.of("stress_share", usual.stressShare()));
  }

  private static ClosingRules closing(Numbers numbers, ClosingRules usual) {
    return new ClosingRules(
        numbers.of("impact", usual.impact()),
        numbers.of("participation", usual.participation()),
        numbers.of("horizon_days", usual.horizonDays()),
        numbers.of("quantile", usual.quantile()));
  }

  private static OracleRules oracle(Numbers numbers, OracleRules usual, MarketSection markets) {
    return new OracleRules(
        numbers.of("confidence_threshold", usual.confidenceThreshold()),
        numbers.of("confidence_factor", usual.confidenceFactor()),
        markets.pegs(),
        numbers.of("peg_threshold", usual.pegThreshold()),
        numbers.of("peg_factor", usual.pegFactor()));
  }

  private static Fallbacks fallbacks(Numbers numbers, Fallbacks usual) {
    return new Fallbacks(
        numbers.of("daily_volatility", usual.dailyVolatility()),
        numbers.of("days_to_close", usual.daysToClose()),
        numbers.of("half_spread", usual.halfSpread()),
        numbers.of("forward_error", usual.forwardError()),
        numbers.of("shortfall_deviations", usual.shortfallDeviations()),
        usual.venue());
  }

  private SortedMap<String, VenueTerms> venues(Optional<YamlValue> risk) {
    TreeMap<String, VenueTerms> venues = new TreeMap<>();
    for (YamlValue entry : risk.map(s -> s.list("venues")).orElse(List.of())) {
      Optional<String> venue = entry.field("venue", Function.identity());
      Optional<Double> basis = entry.field("basis_rate", Values::factor);
      Optional<Duration> delay = entry.field("withdrawal_delay", Values::duration);
      entry.refuseOtherKeys();
      if (venue.isPresent()
          && draft.isVenue(entry, venue.get())
          && basis.isPresent()
          && delay.isPresent()
          && draft.isNew(entry, "terms of " + venue.get())) {
        venues.put(venue.get(), new VenueTerms(basis.get(), delay.get()));
      }
    }
    return venues;
  }
}
