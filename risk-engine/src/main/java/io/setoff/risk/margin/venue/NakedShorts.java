package io.setoff.risk.margin.venue;

import java.util.List;
import java.util.function.Consumer;

/**
 * Short options of an expiry that nothing at the same strike covers.
 *
 * <p>Source: derivexyz/v2-core, {@code PMRMLib_2._addOptionContingency}. At one strike an owed call
 * is covered by held puts and an owed put by held calls; two owed ones both count.
 */
final class NakedShorts {
  private NakedShorts() {}

  /**
   * The number of naked short options.
   *
   * @param options of one expiry, in the order of strikes
   * @param counted takes the positions of which a unit less is one naked short option more
   */
  static double count(List<NetOptionPosition> options, Consumer<NetPosition> counted) {
    double sum = 0;
    int from = 0;
    while (from < options.size()) {
      double strike = options.get(from).option().strike();
      int to = from;
      while (to < options.size() && options.get(to).option().strike() == strike) {
        to++;
      }
      sum += atStrike(options.subList(from, to), counted);
      from = to;
    }
    return sum;
  }

  private static double atStrike(List<NetOptionPosition> options, Consumer<NetPosition> counted) {
    double shorts = 0;
    double longs = 0;
    for (NetOptionPosition option : options) {
      shorts += Math.max(0, -option.quantity());
      longs += Math.max(0, option.quantity());
    }
    if (shorts <= longs) {
      return 0;
    }
    options.forEach(option -> counted.accept(option.position()));
    return shorts - longs;
  }
}
