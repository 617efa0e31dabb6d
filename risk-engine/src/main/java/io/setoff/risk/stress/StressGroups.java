package io.setoff.risk.stress;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Underlyings that a stress library moves alike, by the name of their group. */
final class StressGroups {
  private final SortedMap<String, SortedSet<UnderlyingId>> groups = new TreeMap<>();

  void add(String place, String group, String underlying) {
    Require.that(
        groups.computeIfAbsent(group, name -> new TreeSet<>()).add(underlying(place, underlying)),
        place,
        "must not name a member again");
  }

  SortedSet<UnderlyingId> of(String place, String group) {
    SortedSet<UnderlyingId> members = groups.get(group);
    if (members == null) {
      throw new InvalidRiskInputException(place, "must name a group that was stated before");
    }
    return members;
  }

  static UnderlyingId underlying(String place, String text) {
    try {
      return new UnderlyingId(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidRiskInputException(place, "must name an underlying as crypto:ETH");
    }
  }
}
