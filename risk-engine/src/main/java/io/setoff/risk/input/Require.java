package io.setoff.risk.input;

import java.util.function.Supplier;

/** Rules that numbers of an input keep. */
public final class Require {
  /**
   * Largest absolute size, price and money that is calculated with: sums of a hundred thousand
   * products of two of them stay finite.
   */
  public static final double LARGEST = 1e30;

  private Require() {}

  /** {@code value}, when it is a number of at most {@link #LARGEST}. */
  public static double finite(String field, double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new InvalidRiskInputException(
          field, "must be a number between -1e30 and 1e30, is " + value);
    }
    return value;
  }

  /** As {@link #finite(String, double)}, for a field whose name takes long to build. */
  public static double finite(Supplier<String> field, double value) {
    return Math.abs(value) <= LARGEST ? value : finite(field.get(), value);
  }

  /** {@code value}, when it is finite and above 0. */
  public static double positive(String field, double value) {
    if (finite(field, value) <= 0) {
      throw new InvalidRiskInputException(field, "must be greater than 0, is " + value);
    }
    return value;
  }

  /** As {@link #positive(String, double)}, for a field whose name takes long to build. */
  public static double positive(Supplier<String> field, double value) {
    return value > 0 && value <= LARGEST ? value : positive(field.get(), value);
  }

  /** {@code value}, when it is finite and not below 0. */
  public static double notNegative(String field, double value) {
    if (finite(field, value) < 0) {
      throw new InvalidRiskInputException(field, "must not be negative, is " + value);
    }
    return value;
  }

  /** As {@link #notNegative(String, double)}, for a field whose name takes long to build. */
  public static double notNegative(Supplier<String> field, double value) {
    return value >= 0 && value <= LARGEST ? value : notNegative(field.get(), value);
  }

  /** {@code value}, when it lies between {@code low} and {@code high}, both included. */
  public static double within(String field, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new InvalidRiskInputException(
          field, "must be between " + low + " and " + high + ", is " + value);
    }
    return value;
  }

  /** As {@link #within(String, double, double, double)}, for a field whose name takes long. */
  public static double within(Supplier<String> field, double value, double low, double high) {
    return value >= low && value <= high ? value : within(field.get(), value, low, high);
  }

  /** Refuses what {@code holds} does not hold for. */
  public static void that(boolean holds, String field, String rule) {
    if (!holds) {
      throw new InvalidRiskInputException(field, rule);
    }
  }
}
