package io.setoff.bench.measure;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Something measured, and what it has to be.
 *
 * @param name what was measured
 * @param bound whether the limit is the most or the least
 * @param limit in units; not a number where there is none
 * @param unit as {@code ms}
 * @param measured in units
 * @param how for people: of what, and what the peer took
 */
public record Measurement(
    String name, Bound bound, double limit, String unit, double measured, String how) {

  /** Which side of the limit is good. */
  public enum Bound {
    AT_MOST,
    AT_LEAST,
    /** There is no limit: it is good to know. */
    NONE,
    /** There is a limit, but it could not be measured here. */
    SKIPPED
  }

  public static Measurement atMost(
      String name, double limit, String unit, double measured, String how) {
    return new Measurement(name, Bound.AT_MOST, limit, unit, measured, how);
  }

  public static Measurement atLeast(
      String name, double limit, String unit, double measured, String how) {
    return new Measurement(name, Bound.AT_LEAST, limit, unit, measured, how);
  }

  /** Something that is good to know, without a limit. */
  public static Measurement information(String name, String unit, double measured, String how) {
    return new Measurement(name, Bound.NONE, Double.NaN, unit, measured, how);
  }

  /** A bar that cannot be measured on this machine; {@code why} says what it lacks. */
  public static Measurement skipped(String name, String why) {
    return new Measurement(name, Bound.SKIPPED, Double.NaN, "", Double.NaN, why);
  }

  /**
   * How many times as good as the limit; below 1 the bar is missed. Not a number without a limit.
   */
  public double ratio() {
    return bound == Bound.AT_MOST ? limit / measured : measured / limit;
  }

  /** Whether it is as good as its limit, or has none. */
  public boolean met() {
    return isWithoutLimit() || ratio() >= 1;
  }

  boolean isWithoutLimit() {
    return bound == Bound.NONE || bound == Bound.SKIPPED;
  }

  /** One word for people. */
  String verdict() {
    return switch (bound) {
      case NONE -> "";
      case SKIPPED -> "skipped";
      case AT_MOST, AT_LEAST -> met() ? "ok" : "short";
    };
  }

  /** The limit as people write it: {@code <= 50 us}. */
  String required() {
    return isWithoutLimit() ? "" : (bound == Bound.AT_MOST ? "<= " : ">= ") + text(limit);
  }

  /** A value to three digits, with the unit. */
  String text(double value) {
    if (bound == Bound.SKIPPED) {
      return "";
    }
    if (!Double.isFinite(value)) {
      return value + " " + unit;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    boolean plain = value == 0 || Math.abs(rounded.scale()) < 6;
    return (plain ? rounded.toPlainString() : rounded.toString()) + " " + unit;
  }
}
