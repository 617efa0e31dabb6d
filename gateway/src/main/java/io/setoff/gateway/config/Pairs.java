package io.setoff.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists of two different things whose order does not matter. */
final class Pairs {
  private Pairs() {}

  /** The two elements of the list under {@code key}, the lesser first; a problem if not two. */
  static <T extends Comparable<T>> Optional<List<T>> of(
      YamlValue entry, String key, Function<String, T> parse) {
    Optional<YamlValue> list = entry.required(key);
    List<T> both = new ArrayList<>();
    list.map(YamlValue::list)
        .orElse(List.of())
        .forEach(element -> element.as(parse).ifPresent(both::add));
    if (list.isPresent() && (both.size() != 2 || both.get(0).equals(both.get(1)))) {
      list.get().problem("expects two different ones");
      return Optional.empty();
    }
    return list.map(present -> both.stream().sorted().toList());
  }

  static String name(List<?> pair) {
    return pair.get(0) + " and " + pair.get(1);
  }
}
