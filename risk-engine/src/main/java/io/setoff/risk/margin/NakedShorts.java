package io.setoff.risk.margin;

import java.util.List;

/**
 * Short options of an expiry that nothing at the same strike covers.
 *
 * <p>Source: derivexyz/v2-core, {@code PMRMLib_2._addOptionContingency}. At one strike an owed call
 * is covered by held puts and an owed put by held calls; two owed ones both count.
 */
final class NakedShorts {
  private NakedShorts() {}

  /** Takes the signed part of a position in the number. */
  interface PartSink {
    void accept(Position position, double part);
  }

  /**
   * The number of naked short options.
   *
   * @param options of one expiry, in the order of strikes
   */
  static double count(List<OptionPosition> options, PartSink parts) {
    double sum = 0;
    int from = 0;
    while (from < options.size()) {
      double strike = options.get(from).option().strike();
      int to = from;
      while (to < options.size() && options.get(to).option().strike() == strike) {
        to++;
      }
      sum += atStrike(options.subList(from, to), parts);
      from = to;
    }
    return sum;
  }

  private static double atStrike(List<OptionPosition> options, PartSink parts) {
    double shorts = 0;
    double longs = 0;
    for (OptionPosition option : options) {
      shorts += Math.max(0, -option.quantity());
      longs += Math.max(0, option.quantity());
    }
    if (shorts <= longs) {
      return 0;
    }
    for (OptionPosition option : options) {
      parts.accept(option.position(), -option.quantity());
    }
    return shorts - longs;
  }
}
