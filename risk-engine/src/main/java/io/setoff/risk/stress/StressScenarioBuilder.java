package io.setoff.risk.stress;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.simulation.AdverseMoves;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the fields of one scenario. */
final class StressScenarioBuilder {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final String SPOT = "spot:";
  private static final String GROUP = "group:";
  private static final String ALL_OTHERS = "*";
  private static final String EVENT = "event";

  private final String id;
  private final String title;
  private final StressGroups groups;

  /** Group members; a number of the underlying's own comes before. */
  private final SortedMap<UnderlyingId, StressValue> groupSpots = new TreeMap<>();

  private final SortedMap<UnderlyingId, StressValue> spots = new TreeMap<>();
  private final SortedMap<String, StressValue> numbers = new TreeMap<>();
  private String event = "none";

  StressScenarioBuilder(String id, String title, StressGroups groups) {
    this.id = id;
    this.title = title;
    this.groups = groups;
  }

  void set(String place, String field, String text, String source) {
    if (field.equals(EVENT)) {
      Require.that(event.equals("none"), place, "must not state the event again");
      Require.that(
          text.equals("venue-gone") || text.equals("chain-halted"),
          place,
          "must be the event venue-gone or chain-halted");
      event = text;
      return;
    }
    Require.that(!source.isEmpty(), place, "must have a source");
    if (field.equals(SPOT + ALL_OTHERS)) {
      put(numbers, place, field, number(place, text, source, 0, StressScenario.LARGEST_FACTOR));
    } else if (field.startsWith(SPOT + GROUP)) {
      StressValue value = number(place, text, source, 0, StressScenario.LARGEST_FACTOR);
      for (UnderlyingId member :
          groups.of(place, field.substring(SPOT.length() + GROUP.length()))) {
        put(groupSpots, place, member, value);
      }
    } else if (field.startsWith(SPOT)) {
      UnderlyingId underlying = StressGroups.underlying(place, field.substring(SPOT.length()));
      Require.that(!underlying.equals(UnderlyingId.USD), place, "must not move the dollar");
      put(spots, place, underlying, number(place, text, source, 0, StressScenario.LARGEST_FACTOR));
    } else {
      put(numbers, place, field, limited(place, field, text, source));
    }
  }

  private static StressValue limited(String place, String field, String text, String source) {
    return switch (field) {
      case "volatility", "halt_multiple", "halt_volatility_move" ->
          number(place, text, source, 0, StressScenario.LARGEST_VOLATILITY);
      case "volatility_short_power", "volatility_long_power" ->
          number(place, text, source, 0, StressScenario.LARGEST_POWER);
      case "rate" -> number(place, text, source, -1, 1);
      case "halt_volatility" -> number(place, text, source, 0, 1);
      case "halt_hours" -> number(place, text, source, 0, StressEvent.LONGEST_HALT_HOURS);
      default -> throw new InvalidRiskInputException(place, "must have a field that is known");
    };
  }

  private static <K> void put(
      SortedMap<K, StressValue> values, String place, K key, StressValue value) {
    Require.that(values.put(key, value) == null, place, "must not state " + key + " again");
  }

  private static StressValue number(
      String place, String text, String source, double least, double most) {
    Require.that(DECIMAL.matcher(text).matches(), place, "must be a decimal number");
    return new StressValue(Require.within(place, Double.parseDouble(text), least, most), source);
  }

  StressScenario build() {
    SortedMap<UnderlyingId, StressValue> all = new TreeMap<>(groupSpots);
    all.putAll(spots);
    return new StressScenario(
        id,
        title,
        all,
        numberOr(SPOT + ALL_OTHERS, 1),
        numberOr("volatility", 1),
        numberOr("volatility_short_power", 0),
        numberOr("volatility_long_power", 0),
        numberOr("rate", 0),
        event());
  }

  private StressEvent event() {
    return switch (event) {
      case "venue-gone" -> new StressEvent.VenueGone();
      case "chain-halted" ->
          new StressEvent.ChainHalted(
              required("halt_hours"),
              new AdverseMoves.Rule(
                  required("halt_multiple"),
                  required("halt_volatility"),
                  required("halt_volatility_move"),
                  numberOr("volatility_short_power", 0).value(),
                  1));
      default -> new StressEvent.None();
    };
  }

  private double required(String field) {
    StressValue value = numbers.get(field);
    if (value == null) {
      throw new InvalidRiskInputException(id + "." + field, "must be stated");
    }
    return value.value();
  }

  private StressValue numberOr(String field, double otherwise) {
    return numbers.getOrDefault(field, StressValue.unchanged(otherwise));
  }
}
