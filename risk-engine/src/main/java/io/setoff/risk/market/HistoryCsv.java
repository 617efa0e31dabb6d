package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Price histories as text: the heading {@code date,underlying,close}, then a line per close, as
 * {@code 2026-01-31,crypto:ETH,2412.5}. Dates are UTC days, prices USD per unit. The order of lines
 * does not matter; empty lines are skipped.
 */
public final class HistoryCsv {
  private static final String HEADING = "date,underlying,close";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final String NO_DAY = "must be a date as 2026-01-31, is \"";
  private static final int COLUMNS = 3;
  private static final int LONGEST_LINE = 1_000;

  private HistoryCsv() {}

  /**
   * The histories in {@code lines}.
   *
   * @param source where the lines are from, for the audit trail
   * @throws InvalidRiskInputException that names line and column of what is wrong, counted from 1
   */
  public static HistorySet parse(Iterable<String> lines, String source) {
    SortedMap<UnderlyingId, SortedMap<LocalDate, Double>> closes = new TreeMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (number == 1) {
        String heading = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        Require.that(heading.strip().equals(HEADING), "line 1", "must be " + HEADING);
      } else if (!line.isBlank()) {
        add(closes, number, line);
      }
    }
    Require.that(!closes.isEmpty(), "line " + (number + 1), "must be a close, there is none");
    List<PriceHistory> histories = new ArrayList<>();
    closes.forEach((id, days) -> histories.add(new PriceHistory(id, days, source)));
    return HistorySet.of(histories);
  }

  private static void add(
      SortedMap<UnderlyingId, SortedMap<LocalDate, Double>> closes, int number, String line) {
    String place = "line " + number;
    Require.that(
        line.length() <= LONGEST_LINE, place, "must have at most " + LONGEST_LINE + " characters");
    String[] cells = line.strip().split(",", -1);
    Require.that(cells.length == COLUMNS, place, "must have three columns, has " + cells.length);
    LocalDate day = day(place + ", column 1 (date)", cells[0].strip());
    UnderlyingId underlying = underlying(place + ", column 2 (underlying)", cells[1].strip());
    double close = close(place + ", column 3 (close)", cells[2].strip());
    Require.that(
        closes.computeIfAbsent(underlying, id -> new TreeMap<>()).put(day, close) == null,
        place,
        "must not repeat " + underlying + " on " + day);
  }

  private static LocalDate day(String place, String text) {
    Require.that(DAY.matcher(text).matches(), place, NO_DAY + text + "\"");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRiskInputException(place, NO_DAY + text + "\"");
    }
  }

  private static UnderlyingId underlying(String place, String text) {
    try {
      return new UnderlyingId(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidRiskInputException(
          place, "must be an underlying as crypto:ETH, is \"" + text + "\"");
    }
  }

  private static double close(String place, String text) {
    Require.that(
        DECIMAL.matcher(text).matches(), place, "must be a decimal number, is \"" + text + "\"");
    return PriceHistory.requireClose(place, Double.parseDouble(text));
  }
}
