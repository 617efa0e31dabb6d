package io.setoff.risk.margin.portfolio.rules;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.scenario.ScenarioSet;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the portfolio margin depends on besides holdings, markets and netting rules.
 *
 * @param id of this set
 * @param version goes up when a value changes
 * @param scenarios applied to one underlying at a time
 * @param scenariosByUnderlying sets of underlyings that move otherwise, as pegged ones do
 * @param offset across underlyings
 * @param closing costs of liquidation
 * @param venues terms, by venue
 * @param oracle doubt of prices
 * @param fallbacks for what is not known
 */
public record PortfolioParameters(
    String id,
    int version,
    ScenarioSet scenarios,
    SortedMap<UnderlyingId, ScenarioSet> scenariosByUnderlying,
    OffsetRules offset,
    ClosingRules closing,
    SortedMap<String, VenueTerms> venues,
    OracleRules oracle,
    Fallbacks fallbacks) {

  public PortfolioParameters {
    scenariosByUnderlying = Collections.unmodifiableSortedMap(new TreeMap<>(scenariosByUnderlying));
    venues = Collections.unmodifiableSortedMap(new TreeMap<>(venues));
  }

  /**
   * The usual values for a grid of scenarios, {@code setoff-portfolio/1} (risk-methodology R4, R7).
   * Fallbacks: 10 % a day, 5 days to close, 1 % half spread, 5 % forward, a quarter of a
   * volatility, the 97.5 % expected shortfall of a Student t of 4 degrees of freedom and unit
   * variance, and the seven days of an optimistic roll-up's withdrawal with 1 % basis.
   */
  public static PortfolioParameters usual(ScenarioSet scenarios) {
    return new PortfolioParameters(
        "setoff-portfolio",
        1,
        scenarios,
        Collections.emptySortedMap(),
        OffsetRules.USUAL,
        ClosingRules.USUAL,
        Collections.emptySortedMap(),
        OracleRules.USUAL,
        new Fallbacks(0.10, 5, 0.01, 0.05, 2.83, new VenueTerms(0.01, Duration.ofDays(7))));
  }

  /** The scenarios of one underlying. */
  public ScenarioSet scenariosOf(UnderlyingId underlying) {
    return scenariosByUnderlying.getOrDefault(underlying, scenarios);
  }

  /** Throws when a value cannot be used; {@code field} is the path of this set. */
  public void check(String field) {
    scenarios.check(field + ".scenarios");
    scenariosByUnderlying.forEach(
        (underlying, set) -> set.check(field + ".scenarios_by_underlying[" + underlying + "]"));
    offset.check(field + ".offset");
    closing.check(field + ".closing");
    venues.forEach((venue, terms) -> terms.check(field + ".venues[" + venue + "]"));
    oracle.check(field + ".oracle");
    fallbacks.check(field + ".fallbacks");
  }

  /** Id and version, as {@code setoff-portfolio/1}. */
  public String name() {
    return id + "/" + version;
  }

  /** SHA-256 over every value, hex. */
  public String hash() {
    return RecordHash.hex(this);
  }
}
