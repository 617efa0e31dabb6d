package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.RecordHash;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may net with whom. An account that no set names is a set of its own.
 *
 * @param id of these rules
 * @param version goes up when a value changes
 * @param sets enforceable agreements
 * @param recognitions pairs that recognise each other's hedges; a pair of sets comes before a pair
 *     of venues
 * @param defaultRecognition theta of every other pair
 * @param maximumAge recognition falls in a straight line from 1 at age 0 to 0 at this age
 * @param floors least share of the stand-alone requirement that a venue asks for, by venue
 * @param defaultFloor of every other venue
 */
public record NettingRules(
    String id,
    int version,
    List<NettingSet> sets,
    List<Recognition> recognitions,
    double defaultRecognition,
    Duration maximumAge,
    SortedMap<String, Double> floors,
    double defaultFloor) {
  /** Half of the stand-alone requirement (risk-methodology R14). */
  public static final double USUAL_FLOOR = 0.5;

  private static final Duration USUAL_MAXIMUM_AGE = Duration.ofHours(1);

  public NettingRules {
    sets = List.copyOf(sets);
    recognitions = List.copyOf(recognitions);
    floors = Collections.unmodifiableSortedMap(new TreeMap<>(floors));
  }

  /** No agreements: every account stands alone. */
  public static NettingRules standAlone() {
    return recognising("stand-alone", 0);
  }

  /** No agreements, the same recognition between all accounts. */
  public static NettingRules recognising(String id, double theta) {
    return new NettingRules(
        id,
        1,
        List.of(),
        List.of(),
        theta,
        USUAL_MAXIMUM_AGE,
        Collections.emptySortedMap(),
        USUAL_FLOOR);
  }

  /** Id of the set of an account. */
  public String setOf(AccountKey account) {
    for (NettingSet set : sets) {
      if (set.accounts().contains(account)) {
        return set.id();
      }
    }
    for (NettingSet set : sets) {
      if (set.venues().contains(account.venue())) {
        return set.id();
      }
    }
    return account.toString();
  }

  /** Recognition between two accounts, before age and finality: 1 inside of a set. */
  public double theta(AccountKey one, AccountKey other) {
    String set = setOf(one);
    String otherSet = setOf(other);
    if (set.equals(otherSet)) {
      return 1;
    }
    for (Recognition pair : recognitions) {
      if (joins(pair, set, otherSet)) {
        return pair.theta();
      }
    }
    for (Recognition pair : recognitions) {
      if (joins(pair, one.venue(), other.venue())) {
        return pair.theta();
      }
    }
    return defaultRecognition;
  }

  private static boolean joins(Recognition pair, String one, String other) {
    return (pair.first().equals(one) && pair.second().equals(other))
        || (pair.first().equals(other) && pair.second().equals(one));
  }

  /** Least share of the stand-alone requirement that {@code venue} asks for. */
  public double floor(String venue) {
    return floors.getOrDefault(venue, defaultFloor);
  }

  /** Throws when a value cannot be used; {@code field} is the path of these rules. */
  public void check(String field) {
    Set<String> ids = new HashSet<>();
    Set<Object> members = new HashSet<>();
    for (int i = 0; i < sets.size(); i++) {
      NettingSet set = sets.get(i);
      String path = field + ".sets[" + i + "]";
      Require.that(ids.add(set.id()), path + ".id", "must be of one set, is " + set.id());
      for (String venue : set.venues()) {
        Require.that(members.add(venue), path + ".venues", "must be in one set, is " + venue);
      }
      for (AccountKey account : set.accounts()) {
        Require.that(members.add(account), path + ".accounts", "must be in one set: " + account);
      }
    }
    for (int i = 0; i < recognitions.size(); i++) {
      Require.within(field + ".recognitions[" + i + "].theta", recognitions.get(i).theta(), 0, 1);
    }
    Require.within(field + ".default_recognition", defaultRecognition, 0, 1);
    Require.that(maximumAge.isPositive(), field + ".maximum_age", "must be greater than 0");
    floors.forEach((venue, floor) -> Require.within(field + ".floors[" + venue + "]", floor, 0, 1));
    Require.within(field + ".default_floor", defaultFloor, 0, 1);
  }

  /** Id and version, as {@code stand-alone/1}. */
  public String name() {
    return id + "/" + version;
  }

  /** SHA-256 over every value, hex. */
  public String hash() {
    return RecordHash.hex(this);
  }
}
