package io.setoff.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which roles a release may run. */
final class Mixes {
  static final List<String> PARTS = List.of("adapter", "gateway", "oracle", "signer");

  private Mixes() {}

  /** Everything in one process, and each set of the others that is no contradiction. */
  static Stream<Set<String>> all() {
    List<Set<String>> mixes = new ArrayList<>();
    mixes.add(Set.of("all"));
    for (int bits = 1; bits < 1 << PARTS.size(); bits++) {
      Set<String> mix = new TreeSet<>();
      for (int i = 0; i < PARTS.size(); i++) {
        if ((bits >> i & 1) == 1) {
          mix.add(PARTS.get(i));
        }
      }
      if (!mix.containsAll(Set.of("oracle", "signer"))) {
        mixes.add(mix);
      }
    }
    return mixes.stream();
  }

  /** The values that make a mix. */
  static Map<String, Object> values(Set<String> mix) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("roles.all.enabled", mix.contains("all"));
    PARTS.forEach(role -> values.put("roles." + role + ".enabled", mix.contains(role)));
    return values;
  }

  /** The values of a mix, and one more. */
  static Map<String, Object> values(Set<String> mix, String key, Object value) {
    Map<String, Object> values = values(mix);
    values.put(key, value);
    return values;
  }
}
