package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.HistoryGap.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Daily log returns of several underlyings on the days that all of them have. A day has a return
 * when it and the day before have a close: a missing day is not bridged.
 */
public final class AlignedReturns {
  private final List<UnderlyingId> underlyings;
  private final List<LocalDate> days;
  private final double[][] returns;
  private final List<HistoryGap> gaps;

  private AlignedReturns(
      List<UnderlyingId> underlyings,
      List<LocalDate> days,
      double[][] returns,
      List<HistoryGap> gaps) {
    this.underlyings = List.copyOf(underlyings);
    this.days = List.copyOf(days);
    this.returns = returns;
    this.gaps = List.copyOf(gaps);
  }

  /**
   * The returns of {@code wanted} up to {@code lastDay}; later days do not count. Underlyings whose
   * history is missing, stale, faulty or short are gaps; when too few days are common to the rest,
   * the one with the fewest days is a gap until enough are.
   */
  public static AlignedReturns of(
      HistorySet histories, SortedSet<UnderlyingId> wanted, LocalDate lastDay, HistoryRules rules) {
    SortedMap<UnderlyingId, SortedMap<LocalDate, Double>> usable = new TreeMap<>();
    List<HistoryGap> gaps = new ArrayList<>();
    for (UnderlyingId underlying : wanted) {
      Optional<PriceHistory> history = histories.of(underlying);
      if (history.isEmpty()) {
        gaps.add(new HistoryGap(underlying, Reason.MISSING, "no price history"));
        continue;
      }
      SortedMap<LocalDate, Double> known = history.get().closes().headMap(lastDay.plusDays(1));
      LocalDate start = lastDay.minusDays(rules.window());
      SortedMap<LocalDate, Double> daily = dailyReturns(known, start);
      Optional<HistoryGap> fault = HistoryFaults.of(underlying, known.tailMap(start), daily);
      if (known.isEmpty() || known.lastKey().isBefore(lastDay.minusDays(rules.maximumAge()))) {
        String detail = "last close before " + lastDay.minusDays(rules.maximumAge());
        gaps.add(new HistoryGap(underlying, Reason.STALE, detail));
      } else if (fault.isPresent()) {
        gaps.add(fault.get());
      } else if (daily.size() < rules.minimum()) {
        gaps.add(tooShort(underlying, daily.size(), rules));
      } else {
        usable.put(underlying, daily);
      }
    }
    SortedSet<LocalDate> common = common(usable);
    while (common.size() < rules.minimum() && !usable.isEmpty()) {
      UnderlyingId shortest = shortest(usable);
      usable.remove(shortest);
      gaps.add(tooShort(shortest, common.size(), rules));
      common = common(usable);
    }
    return new AlignedReturns(
        List.copyOf(usable.keySet()), List.copyOf(common), table(usable, common), gaps);
  }

  private static SortedMap<LocalDate, Double> dailyReturns(
      SortedMap<LocalDate, Double> closes, LocalDate after) {
    SortedMap<LocalDate, Double> daily = new TreeMap<>();
    closes
        .tailMap(after.plusDays(1))
        .forEach(
            (day, close) -> {
              Double before = closes.get(day.minusDays(1));
              if (before != null) {
                daily.put(day, StrictMath.log(close / before));
              }
            });
    return daily;
  }

  private static HistoryGap tooShort(UnderlyingId underlying, int days, HistoryRules rules) {
    return new HistoryGap(
        underlying,
        Reason.SHORT,
        days + " daily returns in common, of " + rules.minimum() + " that are needed");
  }

  private static SortedSet<LocalDate> common(
      SortedMap<UnderlyingId, SortedMap<LocalDate, Double>> usable) {
    SortedSet<LocalDate> common = new TreeSet<>();
    for (SortedMap<LocalDate, Double> daily : usable.values()) {
      if (common.isEmpty()) {
        common.addAll(daily.keySet());
      } else {
        common.retainAll(daily.keySet());
      }
      if (common.isEmpty()) {
        return common;
      }
    }
    return common;
  }

  private static UnderlyingId shortest(
      SortedMap<UnderlyingId, SortedMap<LocalDate, Double>> usable) {
    UnderlyingId shortest = usable.firstKey();
    int fewest = Integer.MAX_VALUE;
    for (var entry : usable.entrySet()) {
      if (entry.getValue().size() < fewest) {
        fewest = entry.getValue().size();
        shortest = entry.getKey();
      }
    }
    return shortest;
  }

  private static double[][] table(
      SortedMap<UnderlyingId, SortedMap<LocalDate, Double>> usable, SortedSet<LocalDate> days) {
    return usable.values().stream()
        .map(daily -> days.stream().mapToDouble(day -> daily.getOrDefault(day, 0.0)).toArray())
        .toArray(double[][]::new);
  }

  public List<UnderlyingId> underlyings() {
    return underlyings;
  }

  public List<LocalDate> days() {
    return days;
  }

  /** Underlyings that were asked for and are not among {@link #underlyings()}. */
  public List<HistoryGap> gaps() {
    return gaps;
  }

  /** Log returns of an underlying, one per day; a copy. */
  public double[] of(int underlying) {
    return returns[underlying].clone();
  }
}
