package io.setoff.cli.book;

import io.setoff.risk.input.Require;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.NettingSet;
import io.setoff.risk.margin.portfolio.rules.Recognition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Who may net with whom; see {@link NettingRules}. What is missing is as in {@link
 * NettingRules#standAlone()}.
 *
 * @param id {@code file} when missing
 */
public record NettingInput(
    Optional<String> id,
    Optional<List<Agreement>> sets,
    Optional<List<Recognition>> recognitions,
    OptionalDouble defaultRecognition,
    Optional<Duration> maximumAge,
    Optional<SortedMap<String, Double>> floors,
    OptionalDouble defaultFloor) {

  /** See {@link NettingSet}. */
  public record Agreement(
      String id, Optional<List<String>> venues, Optional<List<Account>> accounts) {
    NettingSet set() {
      TreeSet<AccountKey> keys = new TreeSet<>();
      accounts.orElse(List.of()).forEach(account -> keys.add(account.key()));
      return new NettingSet(id, new TreeSet<>(venues.orElse(List.of())), keys);
    }
  }

  /** See {@link AccountKey}. */
  public record Account(String venue, Optional<String> marginAccount) {
    AccountKey key() {
      return AccountInput.key(venue, marginAccount);
    }
  }

  /**
   * The rules.
   *
   * @param field path of this input
   */
  NettingRules rules(String field) {
    checkRecognitions(field);
    NettingRules alone = NettingRules.standAlone();
    return new NettingRules(
        id.orElse("file"),
        alone.version(),
        sets.orElse(List.of()).stream().map(Agreement::set).toList(),
        recognitions.orElse(List.of()),
        defaultRecognition.orElse(alone.defaultRecognition()),
        maximumAge.orElse(alone.maximumAge()),
        floors.orElse(alone.floors()),
        defaultFloor.orElse(alone.defaultFloor()));
  }

  /** A pair of a set and a venue would never apply. */
  private void checkRecognitions(String field) {
    List<Recognition> pairs = recognitions.orElse(List.of());
    for (int i = 0; i < pairs.size(); i++) {
      Require.that(
          isSet(pairs.get(i).first()) == isSet(pairs.get(i).second()),
          field + ".recognitions[" + i + "]",
          "must name two sets or two venues");
    }
  }

  private boolean isSet(String name) {
    return name.contains("#")
        || sets.orElse(List.of()).stream().map(Agreement::id).anyMatch(name::equals);
  }
}
