package io.setoff.risk.stress;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A stress library as text: the heading {@code scenario,field,value,source}, then a line per
 * number. The source is the rest of its line and may contain commas. Empty lines and lines that
 * start with {@code #} are skipped.
 *
 * <ul>
 *   <li>{@code library,id,...} and {@code library,version,...} come once.
 *   <li>{@code group:<name>,member,<underlying>,<what it is>} names underlyings that move alike.
 *   <li>{@code <scenario>,title,...} starts a scenario; its other fields follow, each at most once:
 *       {@code spot:<underlying>}, {@code spot:group:<name>} and {@code spot:*} for all others,
 *       {@code volatility}, {@code volatility_short_power}, {@code volatility_long_power}, {@code
 *       rate}, and {@code event}, which is {@code venue-gone} or {@code chain-halted}. The latter
 *       needs {@code halt_hours}, {@code halt_multiple}, {@code halt_volatility} and {@code
 *       halt_volatility_move}, and takes {@code volatility_short_power} for its own move.
 * </ul>
 */
public final class StressCsv {
  private static final String HEADING = "scenario,field,value,source";
  private static final String LIBRARY = "library";
  private static final String GROUP = "group:";
  private static final int COLUMNS = 4;
  private static final int LONGEST_LINE = 2_000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][-a-z0-9.]{0,60}");

  private final Map<String, StressScenarioBuilder> scenarios = new LinkedHashMap<>();
  private final StressGroups groups = new StressGroups();
  private String id = "";
  private int version;

  private StressCsv() {}

  /**
   * The library in {@code lines}.
   *
   * @throws InvalidRiskInputException that names line and field of what is wrong, lines counted
   *     from 1
   */
  public static StressLibrary parse(Iterable<String> lines) {
    StressCsv csv = new StressCsv();
    int number = 0;
    for (String line : lines) {
      number++;
      String place = "line " + number;
      Require.that(
          line.length() <= LONGEST_LINE,
          place,
          "must have at most " + LONGEST_LINE + " characters");
      if (number == 1) {
        Require.that(line.strip().equals(HEADING), place, "must be " + HEADING);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        csv.add(place, line);
      }
    }
    return csv.library();
  }

  private void add(String place, String line) {
    String[] cells = line.strip().split(",", COLUMNS);
    Require.that(cells.length == COLUMNS, place, "must have four columns, has " + cells.length);
    for (int i = 0; i < COLUMNS; i++) {
      cells[i] = cells[i].strip();
    }
    String scenario = cells[0];
    if (scenario.equals(LIBRARY)) {
      addToLibrary(place, cells[1], cells[2]);
    } else if (scenario.startsWith(GROUP)) {
      Require.that(cells[1].equals("member"), place, "must have the field member");
      groups.add(place, scenario.substring(GROUP.length()), cells[2]);
    } else {
      requireName(place, scenario);
      if (cells[1].equals("title")) {
        Require.that(!cells[2].isEmpty(), place, "must have a title");
        Require.that(
            scenarios.put(scenario, new StressScenarioBuilder(scenario, cells[2], groups)) == null,
            place,
            "must not start " + scenario + " again");
      } else {
        StressScenarioBuilder builder = scenarios.get(scenario);
        if (builder == null) {
          throw new InvalidRiskInputException(place, "must follow the title of " + scenario);
        }
        builder.set(place, cells[1], cells[2], cells[3]);
      }
    }
  }

  private void addToLibrary(String place, String field, String value) {
    switch (field) {
      case "id" -> {
        Require.that(id.isEmpty(), place, "must not state the id again");
        requireName(place, value);
        id = value;
      }
      case "version" -> {
        Require.that(version == 0, place, "must not state the version again");
        Require.that(value.matches("[1-9]\\d{0,8}"), place, "must be a version as 1");
        version = Integer.parseInt(value);
      }
      default -> throw new InvalidRiskInputException(place, "must have the field id or version");
    }
  }

  private static void requireName(String place, String name) {
    Require.that(
        NAME.matcher(name).matches(),
        place,
        "must have a name of lower-case letters, digits, '-' and '.'");
  }

  private StressLibrary library() {
    Require.that(!id.isEmpty(), "library.id", "must be stated");
    Require.that(version > 0, "library.version", "must be stated");
    List<StressScenario> built = new ArrayList<>();
    scenarios.values().forEach(builder -> built.add(builder.build()));
    StressLibrary library = new StressLibrary(id, version, built);
    library.check("library");
    return library;
  }
}
