package io.setoff.risk.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What files and configurations of earlier versions have under other names. */
final class FormerNames {
  private static final String BETWEEN = "between";

  /** Two fields that are one list now. */
  private static final Map<Class<?>, List<String>> PAIRS =
      Map.of(
          CorrelationInput.class,
          List.of("one", "other"),
          NettingInput.Recognised.class,
          List.of("first", "second"));

  private static final Map<String, String> UNDERLYING = Map.of("underlying", "underlying_id");

  /** Former to present names of fields. */
  private static final Map<Class<?>, Map<String, String>> FIELDS =
      Map.of(
          CorrelationInput.class,
          Map.of("value", "correlation"),
          InstrumentInput.Spot.class,
          UNDERLYING,
          InstrumentInput.Perpetual.class,
          UNDERLYING,
          InstrumentInput.Future.class,
          UNDERLYING,
          InstrumentInput.Option.class,
          Map.of("underlying", "underlying_id", "option_type", "kind"),
          InstrumentInput.Lending.class,
          Map.of("assets", "reserves"),
          InstrumentInput.Reserve.class,
          UNDERLYING);

  /** Former to present names of the records of an interface. */
  private static final Map<Class<?>, Map<String, String>> VARIANTS =
      Map.of(
          InstrumentInput.class, Map.of("liquidity_range", "range", "lending_account", "lending"));

  private FormerNames() {}

  /** The fields under their present names; one that has both is left as it is, to be refused. */
  static Map<String, Node> renamed(Map<String, Node> fields, Class<?> type) {
    Optional<List<String>> pair = Optional.ofNullable(PAIRS.get(type));
    Map<String, String> names = FIELDS.getOrDefault(type, Map.of());
    if (pair.isEmpty() && names.isEmpty()) {
      return fields;
    }
    Map<String, Node> renamed = new LinkedHashMap<>(fields);
    pair.filter(both -> renamed.keySet().containsAll(both) && !renamed.containsKey(BETWEEN))
        .ifPresent(
            both ->
                renamed.put(BETWEEN, new Node.Items(both.stream().map(renamed::remove).toList())));
    names.forEach(
        (former, present) -> {
          if (renamed.containsKey(former) && !renamed.containsKey(present)) {
            renamed.put(present, renamed.remove(former));
          }
        });
    return renamed;
  }

  /** The present name of a record of an interface. */
  static String variant(Class<?> type, String name) {
    return VARIANTS.getOrDefault(type, Map.of()).getOrDefault(name, name);
  }
}
