package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.HistoryGap.Reason;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds closes that are no prices of one thing in one unit: a feed that has stopped, a split, a
 * figure that somebody has mistyped.
 *
 * <p>A day that no other of its history is like is one whose log return is beyond ten standard
 * deviations, estimated by the median so that the day itself does not count, and more than a factor
 * of 1.9 either way. A coin that has really lost as much is found too: its past says nothing of its
 * next day.
 */
final class HistoryFaults {
  /** Equal closes in a row. No price of a market stays that long. */
  private static final int FLAT_DAYS = 10;

  private static final int FEWEST_RETURNS = 10;
  private static final int TEN = 10;
  private static final double LARGEST_FACTOR = 1.9;
  private static final double DEVIATIONS = 10;

  /** Standard deviation of a normal distribution whose absolute values have a median of 1. */
  private static final double OF_MEDIAN = 1.4826;

  /** By how much a split's day may differ from its factor, beside what the price does. */
  private static final double SPLIT_ERROR = 0.02;

  /** Share of a jump that the next day takes back when it was a spike. */
  private static final double TAKEN_BACK = 0.9;

  private final UnderlyingId underlying;
  private final SortedMap<LocalDate, Double> returns;
  private final double deviation;

  private HistoryFaults(UnderlyingId underlying, SortedMap<LocalDate, Double> returns) {
    this.underlying = underlying;
    this.returns = returns;
    double[] sizes = returns.values().stream().mapToDouble(Math::abs).sorted().toArray();
    deviation = sizes.length == 0 ? 0 : OF_MEDIAN * sizes[sizes.length / 2];
  }

  /**
   * The first fault of a history.
   *
   * @param closes of the days that count
   * @param returns daily log returns, by the day on which they end
   */
  static Optional<HistoryGap> of(
      UnderlyingId underlying,
      SortedMap<LocalDate, Double> closes,
      SortedMap<LocalDate, Double> returns) {
    HistoryFaults faults = new HistoryFaults(underlying, returns);
    return faults.flat(closes).or(faults::jump);
  }

  private Optional<HistoryGap> flat(SortedMap<LocalDate, Double> closes) {
    double before = 0;
    int equal = 0;
    for (Map.Entry<LocalDate, Double> close : closes.entrySet()) {
      equal = close.getValue() == before ? equal + 1 : 1;
      before = close.getValue();
      if (equal == FLAT_DAYS) {
        return gap(
            Reason.FLAT,
            equal + " closes up to " + close.getKey() + " are all " + close.getValue());
      }
    }
    return Optional.empty();
  }

  private Optional<HistoryGap> jump() {
    if (returns.size() < FEWEST_RETURNS) {
      return Optional.empty();
    }
    for (Map.Entry<LocalDate, Double> day : returns.entrySet()) {
      double size = Math.abs(day.getValue());
      if (size > DEVIATIONS * deviation && size > StrictMath.log(LARGEST_FACTOR)) {
        return Optional.of(jump(day.getKey(), day.getValue()));
      }
    }
    return Optional.empty();
  }

  private HistoryGap jump(LocalDate day, double logReturn) {
    double factor = StrictMath.exp(Math.abs(logReturn));
    double next = returns.getOrDefault(day.plusDays(1), 0.0);
    String change = "the close of " + day + " is " + (logReturn > 0 ? "" : "1/");
    if (-next / logReturn > TAKEN_BACK) {
      return new HistoryGap(
          underlying, Reason.ABSURD, change + rounded(factor) + " of those on both sides of it");
    }
    double split = nearestSplit(factor);
    boolean isSplit = Math.abs(factor / split - 1) <= Math.max(SPLIT_ERROR, 2 * deviation);
    return isSplit
        ? new HistoryGap(
            underlying, Reason.SPLIT, change + (long) split + " of the one before, as in a split")
        : new HistoryGap(
            underlying, Reason.ABSURD, change + rounded(factor) + " of the one before");
  }

  /** The nearest of 2 to 9, and of 1, 2 and 5 times a power of ten. */
  private static double nearestSplit(double factor) {
    double nearest = 2;
    for (double power = 1; power <= factor; power *= TEN) {
      for (int digit = 1; digit <= TEN; digit++) {
        boolean isUsual = power == 1 || digit == 1 || digit == 2 || digit == 5 || digit == TEN;
        double split = digit * power;
        if (isUsual && split > 1 && Math.abs(factor - split) < Math.abs(factor - nearest)) {
          nearest = split;
        }
      }
    }
    return nearest;
  }

  private static String rounded(double factor) {
    return String.valueOf(Math.rint(factor * 100) / 100);
  }

  private Optional<HistoryGap> gap(Reason reason, String detail) {
    return Optional.of(new HistoryGap(underlying, reason, detail));
  }
}
