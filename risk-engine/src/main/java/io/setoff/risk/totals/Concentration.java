package io.setoff.risk.totals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How few hold how much, by the absolute net of each account.
 *
 * @param holders accounts whose net is not zero
 * @param absolute sum of the absolute nets, units of the underlying
 * @param squares sum of their squares
 * @param top the {@link #TOP} largest, largest first
 */
public record Concentration(
    long holders, BigDecimal absolute, BigDecimal squares, List<Holder> top) {
  /** So many of the largest holders are named. */
  public static final int TOP = 20;

  /** Nobody holds anything. */
  public static final Concentration NONE =
      new Concentration(0, BigDecimal.ZERO, BigDecimal.ZERO, List.of());

  /** Digits of a Herfindahl index, rounded up: what is not nothing is not rounded to nothing. */
  private static final MathContext INDEX = new MathContext(12, RoundingMode.UP);

  public Concentration {
    top = List.copyOf(top);
  }

  /** One account alone. */
  static Concentration of(Holder holder) {
    BigDecimal size = holder.net().abs();
    return size.signum() == 0
        ? NONE
        : new Concentration(1, size, size.multiply(size), List.of(holder));
  }

  /** The same over the accounts of both; no account is in both. */
  public Concentration merge(Concentration other) {
    if (other.holders == 0) {
      return this;
    }
    return holders == 0
        ? other
        : new Concentration(
            holders + other.holders,
            absolute.add(other.absolute),
            squares.add(other.squares),
            Stream.concat(top.stream(), other.top.stream())
                .sorted(Holder.LARGEST_FIRST)
                .limit(TOP)
                .toList());
  }

  /**
   * Sum of the squared shares of the sum of absolute nets: 1 when one account is all, 1/n when n
   * are equal; 12 digits. Empty when nobody holds anything.
   */
  public Optional<BigDecimal> herfindahl() {
    return holders == 0
        ? Optional.empty()
        : Optional.of(squares.divide(absolute.multiply(absolute), INDEX).min(BigDecimal.ONE));
  }
}
