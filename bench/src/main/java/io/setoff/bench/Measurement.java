package io.setoff.bench;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Something measured, and what it has to be.
 *
 * @param name what was measured
 * @param bound whether the limit is the most or the least
 * @param limit in units
 * @param unit as {@code ms}
 * @param measured in units
 * @param how for people: of what, and what the peer took
 */
public record Measurement(
    String name, Bound bound, double limit, String unit, double measured, String how) {

  /** Which side of the limit is good. */
  public enum Bound {
    AT_MOST,
    AT_LEAST
  }

  public static Measurement atMost(
      String name, double limit, String unit, double measured, String how) {
    return new Measurement(name, Bound.AT_MOST, limit, unit, measured, how);
  }

  public static Measurement atLeast(
      String name, double limit, String unit, double measured, String how) {
    return new Measurement(name, Bound.AT_LEAST, limit, unit, measured, how);
  }

  /** How many times as good as the limit; below 1 the bar is missed. */
  public double ratio() {
    return bound == Bound.AT_MOST ? limit / measured : measured / limit;
  }

  public boolean met() {
    return ratio() >= 1;
  }

  /** The limit as people write it: {@code <= 50 us}. */
  String required() {
    return (bound == Bound.AT_MOST ? "<= " : ">= ") + text(limit);
  }

  /** A value to three digits, with the unit. */
  String text(double value) {
    if (!Double.isFinite(value)) {
      return value + " " + unit;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    boolean plain = value == 0 || Math.abs(rounded.scale()) < 6;
    return (plain ? rounded.toPlainString() : rounded.toString()) + " " + unit;
  }
}
