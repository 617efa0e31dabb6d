package io.setoff.risk.scenario;

import io.setoff.risk.input.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The grid of a model, in a fixed order: of two equally bad scenarios the first is the worst.
 *
 * @param id of the set
 * @param scenarios at least one
 */
public record ScenarioSet(String id, List<Scenario> scenarios) {
  public ScenarioSet {
    scenarios = List.copyOf(scenarios);
  }

  /** Throws when a scenario cannot be used; {@code field} is the path of this set. */
  public void check(String field) {
    Require.that(!scenarios.isEmpty(), field, "must have at least one scenario");
    Set<String> ids = HashSet.newHashSet(scenarios.size());
    scenarios.forEach(scenario -> ids.add(scenario.id()));
    Require.that(ids.size() == scenarios.size(), field, "must not name two scenarios the same");
    for (int i = 0; i < scenarios.size(); i++) {
      int at = i;
      scenarios.get(i).check(() -> field + "[" + at + "]");
    }
  }
}
