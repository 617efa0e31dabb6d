package io.setoff.risk.description;

import io.setoff.risk.input.Require;
import java.util.List;

/** Two different things whose order does not matter: the lesser one is the first. */
record UnorderedPair<T extends Comparable<T>>(T first, T second) {

  static <T extends Comparable<T>> UnorderedPair<T> of(String field, List<T> both) {
    List<T> different = both.stream().distinct().sorted().toList();
    Require.that(both.size() == 2 && different.size() == 2, field, "must name two different ones");
    return new UnorderedPair<>(different.get(0), different.get(1));
  }

  @Override
  public String toString() {
    return first + " and " + second;
  }
}
