package io.setoff.risk.margin.portfolio.allocation;

import java.math.BigInteger;

/** Raises amounts until they add up to what is required. */
final class WaterFill {
  private WaterFill() {}

  /**
   * Raises {@code amounts} to a sum of at least {@code required}, none above its limit, each by the
   * same share of its room, rounded up.
   *
   * @throws IllegalArgumentException when the limits add up to less
   */
  static void raise(BigInteger[] amounts, BigInteger[] limits, BigInteger required) {
    BigInteger missing = required.subtract(sum(amounts));
    if (missing.signum() <= 0) {
      return;
    }
    BigInteger room = sum(limits).subtract(sum(amounts));
    if (room.compareTo(missing) < 0) {
      throw new IllegalArgumentException("no room for " + missing + " in " + room);
    }
    for (int i = 0; i < amounts.length; i++) {
      BigInteger own = limits[i].subtract(amounts[i]);
      amounts[i] = amounts[i].add(MicroUsd.ratio(own, missing, room));
    }
  }

  static BigInteger sum(BigInteger[] amounts) {
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger amount : amounts) {
      sum = sum.add(amount);
    }
    return sum;
  }
}
