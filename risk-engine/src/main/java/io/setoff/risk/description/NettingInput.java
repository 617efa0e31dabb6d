package io.setoff.risk.description;

import io.setoff.risk.input.Require;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.NettingSet;
import io.setoff.risk.margin.portfolio.rules.Recognition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may net with whom; see {@link NettingRules}. What is missing is as in {@link
 * NettingRules#standAlone()}.
 *
 * @param id names the rules in results
 */
public record NettingInput(
    Optional<String> id,
    Optional<Integer> version,
    Optional<List<Agreement>> sets,
    Optional<List<Recognised>> recognitions,
    OptionalDouble defaultRecognition,
    Optional<Duration> maximumAge,
    Optional<SortedMap<String, Double>> floors,
    OptionalDouble defaultFloor) {

  /** The margin account of a venue, when none is named. */
  public static final String ONLY_ACCOUNT = "main";

  /** See {@link NettingSet}. */
  public record Agreement(
      String id, Optional<List<String>> venues, Optional<List<Account>> accounts) {
    private NettingSet set() {
      TreeSet<AccountKey> keys = new TreeSet<>();
      accounts.orElse(List.of()).forEach(account -> keys.add(account.key()));
      return new NettingSet(id, new TreeSet<>(venues.orElse(List.of())), keys);
    }
  }

  /**
   * See {@link AccountKey}.
   *
   * @param marginAccount {@code main} when missing
   */
  public record Account(String venue, Optional<String> marginAccount) {
    private AccountKey key() {
      return new AccountKey(venue, marginAccount.orElse(ONLY_ACCOUNT));
    }
  }

  /**
   * How much of a hedge between two netting sets, or two venues, counts; see {@link Recognition}.
   *
   * @param between ids of two sets, or two venues
   * @param theta 0 for nothing, 1 for all of it
   */
  public record Recognised(List<String> between, double theta) {}

  /**
   * The rules.
   *
   * @param field path of this input
   * @param usualId when none is given
   * @throws io.setoff.risk.input.InvalidRiskInputException when they cannot be used
   */
  public NettingRules rules(String field, String usualId) {
    NettingRules alone = NettingRules.standAlone();
    NettingRules rules =
        new NettingRules(
            id.orElse(usualId),
            version.orElse(alone.version()),
            sets.orElse(List.of()).stream().map(Agreement::set).toList(),
            recognised(field + ".recognitions"),
            defaultRecognition.orElse(alone.defaultRecognition()),
            maximumAge.orElse(alone.maximumAge()),
            floors.orElse(alone.floors()),
            defaultFloor.orElse(alone.defaultFloor()));
    rules.check(field);
    return rules;
  }

  private List<Recognition> recognised(String field) {
    List<Recognition> all = new ArrayList<>();
    Set<UnorderedPair<String>> seen = new HashSet<>();
    for (Recognised recognised : recognitions.orElse(List.of())) {
      String path = field + "[" + all.size() + "].between";
      UnorderedPair<String> both = UnorderedPair.of(path, recognised.between);
      Require.that(
          isSet(both.first()) == isSet(both.second()), path, "must name two sets or two venues");
      Require.that(seen.add(both), path, "must name each pair once, is " + both + " again");
      all.add(new Recognition(both.first(), both.second(), recognised.theta));
    }
    return all;
  }

  private boolean isSet(String name) {
    return name.contains("#")
        || sets.orElse(List.of()).stream().map(Agreement::id).anyMatch(name::equals);
  }

  /**
   * Every venue that is named, by the path of where it is.
   *
   * @param field path of this input
   */
  public Map<String, String> venues(String field) {
    Map<String, String> venues = new TreeMap<>();
    List<Agreement> agreements = sets.orElse(List.of());
    for (int i = 0; i < agreements.size(); i++) {
      String path = field + ".sets[" + i + "]";
      put(venues, path + ".venues", agreements.get(i).venues.orElse(List.of()));
      List<Account> accounts = agreements.get(i).accounts.orElse(List.of());
      for (int j = 0; j < accounts.size(); j++) {
        venues.put(path + ".accounts[" + j + "].venue", accounts.get(j).venue);
      }
    }
    List<Recognised> pairs = recognitions.orElse(List.of());
    for (int i = 0; i < pairs.size(); i++) {
      List<String> both = pairs.get(i).between;
      if (both.stream().noneMatch(this::isSet)) {
        put(venues, field + ".recognitions[" + i + "].between", both);
      }
    }
    floors.ifPresent(
        shares -> shares.keySet().forEach(v -> venues.put(field + ".floors[" + v + "]", v)));
    return venues;
  }

  private static void put(Map<String, String> venues, String path, List<String> named) {
    for (int i = 0; i < named.size(); i++) {
      venues.put(path + "[" + i + "]", named.get(i));
    }
  }
}
